import type { CodeTable } from './bins.js';
import type { Question } from './tree.js';

/** A question as codes: between which two it is, or which categories go to which side. */
export interface Codes {
  column: number;
  /** Of numbers: the codes between which it is; up to and including `below` go left. */
  below: number;
  above: number;
  /** Of categories: the codes of each side. */
  categories?: { left: number[]; right: number[] };
}

type Cut = (below: number, above: number) => number;

/** Where rows of a code go. */
export const [unknown, toLeft, toRight] = [0, 1, 2];

/** From codes to values. */
export function questionOf({ column, below, above, categories }: Codes, columns: CodeTable[], cut: Cut): Question {
  const table = columns[column] as CodeTable;
  if (!categories) return { column, threshold: thresholdOf(table, below, above, cut) };
  const values = (codes: number[]) => codes.map(code => table.highest[code] as number);
  return { column, categories: { left: values(categories.left), right: values(categories.right) } };
}

/** By code where a row goes. A surrogate may meet codes that were not there when its cut was found: the threshold decides. */
export function sidesOf({ column, below, above, categories }: Codes, columns: CodeTable[], cut: Cut): Uint8Array {
  const table = columns[column] as CodeTable;
  const sides = new Uint8Array(table.size + 1);
  if (categories) {
    for (const code of categories.left) sides[code] = toLeft;
    for (const code of categories.right) sides[code] = toRight;
    return sides;
  }
  const threshold = thresholdOf(table, below, above, cut);
  for (let code = 0; code < table.size; code++)
    sides[code] = (table.highest[code] as number) <= threshold ? toLeft : toRight;
  return sides;
}

/** Of bins the cut point itself, which parts all their values; of values one between them. */
function thresholdOf({ highest, lowest }: CodeTable, below: number, above: number, cut: Cut): number {
  const from = highest[below] as number;
  return highest === lowest ? cut(from, lowest[above] as number) : from;
}
