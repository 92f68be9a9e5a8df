/** Rows that one warehouse has and another lacks, and the other way round; both as sorted texts by table. */
export function differences(
  wanted: Map<string, string[]>,
  found: Map<string, string[]>,
): { lost: number; added: number; tables: number; where: string[] } {
  const names = [...new Set([...wanted.keys(), ...found.keys()])];
  let [lost, added] = [0, 0];
  const where: string[] = [];
  for (const name of names) {
    const missing = beyond(wanted.get(name) ?? [], found.get(name) ?? []);
    const more = beyond(found.get(name) ?? [], wanted.get(name) ?? []);
    lost += missing;
    added += more;
    if (missing + more > 0 || !wanted.has(name) || !found.has(name)) where.push(`${name} -${missing} +${more}`);
  }
  return { lost, added, tables: names.length, where };
}

/** How many rows of `rows` are not in `others`, copies counted. */
function beyond(rows: string[], others: string[]): number {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  return rows.filter(row => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  }).length;
}
