import { squaredDistances } from './squared-distances.js';

/** Of each row the centre that it is nearest to, by the square of the distance; the first of equally near ones. */
export function nearestCenters(columns: Float64Array[], centers: number[][]): Uint16Array {
  const rows = columns[0]?.length ?? 0;
  const labels = new Uint16Array(rows);
  const least = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  centers.forEach((center, label) => {
    const squares = squaredDistances(columns, center);
    for (let row = 0; row < rows; row++) {
      if ((squares[row] as number) >= (least[row] as number)) continue;
      least[row] = squares[row] as number;
      labels[row] = label;
    }
  });
  return labels;
}
