/**
 * The column for each row so that the sum of costs is least, no column twice (Hungarian method with potentials, Jonker & Volgenant
 * 1987); -1 for a row that gets none because there are more rows than columns. Throws a RangeError when a cost is not finite or the
 * rows are not equally long.
 *
 * @example assignment([[4, 1, 3], [2, 0, 5], [3, 2, 2]]) // [1, 0, 2]
 */
export function assignment(costs: number[][]): number[] {
  const width = costs[0]?.length ?? 0;
  if (costs.some(row => row.length !== width || !row.every(Number.isFinite)))
    throw new RangeError('costs are rows of equal length of finite numbers');
  if (costs.length <= width) return assignRows(costs, width);
  const turned = Array.from({ length: width }, (_, at) => costs.map(row => row[at] as number));
  const rowOf = assignRows(turned, costs.length);
  return costs.map((_, row) => rowOf.indexOf(row));
}

/** Adds row after row, each along a shortest path of changes; column 0 stands for the row being added. */
function assignRows(costs: number[][], width: number): number[] {
  const u = Array<number>(costs.length + 1).fill(0);
  const v = Array<number>(width + 1).fill(0);
  const rowAt = Array<number>(width + 1).fill(0);
  for (let row = 1; row <= costs.length; row++) {
    rowAt[0] = row;
    addRow(costs, u, v, rowAt);
  }
  const found = Array<number>(costs.length).fill(-1);
  for (let at = 1; at <= width; at++) if (rowAt[at]) found[(rowAt[at] as number) - 1] = at - 1;
  return found;
}

function addRow(costs: number[][], u: number[], v: number[], rowAt: number[]): void {
  const least = Array<number>(v.length).fill(Number.POSITIVE_INFINITY);
  const from = Array<number>(v.length).fill(0);
  const isUsed = Array<boolean>(v.length).fill(false);
  let at = 0;
  do {
    isUsed[at] = true;
    const row = rowAt[at] as number;
    let next = 0;
    for (let column = 1; column < v.length; column++) {
      if (isUsed[column]) continue;
      const cost = (costs[row - 1]?.[column - 1] as number) - (u[row] as number) - (v[column] as number);
      if (cost < (least[column] as number)) {
        least[column] = cost;
        from[column] = at;
      }
      if (next === 0 || (least[column] as number) < (least[next] as number)) next = column;
    }
    lower(u, v, rowAt, least, isUsed, least[next] as number);
    at = next;
  } while (rowAt[at] !== 0);
  for (; at !== 0; at = from[at] as number) rowAt[at] = rowAt[from[at] as number] as number;
}

function lower(u: number[], v: number[], rowAt: number[], least: number[], isUsed: boolean[], step: number): void {
  for (let column = 0; column < v.length; column++) {
    if (isUsed[column]) {
      u[rowAt[column] as number] = (u[rowAt[column] as number] as number) + step;
      v[column] = (v[column] as number) - step;
    } else least[column] = (least[column] as number) - step;
  }
}
