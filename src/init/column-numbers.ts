import { parseNumberFormat } from '../project/formats.js';
import { textsIn } from './column-texts.js';
import type { Group, GroupColumn } from './groups.js';

/** What all records have in a column, as numbers; 0 where there is none. The column may be told by its name. */
export function numbersOf({ columns, files }: Group, column: GroupColumn | string = ''): number[] {
  const { name, number } =
    typeof column === 'string' ? (columns.find(one => one.name === column) ?? { name: column }) : column;
  const { decimal } = parseNumberFormat(number?.format ?? '1234.5');
  const strange = decimal === ',' ? /[^\d,]/g : /[^\d.]/g;
  return textsIn(files, name).map(text => {
    const size = Number((text ?? '').replace(strange, '').replace(',', '.'));
    return /^\D*[-−(]|\d\s*-\s*$/.test(text ?? '') ? -size : size;
  });
}

/** Whether nearly all of the numbers that are asked about, three at least, are what they should be. */
export function areMost(numbers: number[], isAsked: (at: number) => boolean, of: (at: number) => number): boolean {
  const asked = numbers.flatMap((value, at) => (isAsked(at) ? [{ value, at }] : []));
  const fitting = asked.filter(({ value, at }) => Math.abs(value - of(at)) < 0.011);
  return fitting.length >= 3 && fitting.length >= asked.length * 0.95;
}
