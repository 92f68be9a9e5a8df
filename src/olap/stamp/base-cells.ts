import type { KeyCodes } from './codes.js';

/** The finest cells that have facts, numbered from 0. */
interface BaseCells {
  count: number;
  /** Of each fact its cell. */
  cells: Int32Array;
  /** Of each cell its number among all that the keys could make, the last key changing fastest. */
  numbers: Int32Array;
}

/** One grouping of the finest cells. */
interface Grouping {
  /** Of each finest cell the cell it is part of. */
  cells: Int32Array;
  /** Of each cell of the grouping the numbers of its keys; 0 of those that it sums over. */
  codes: Int32Array[];
}

/** Numbers the cells that occur, in place: `found` then has these numbers. */
export function baseCells(found: Int32Array, keys: KeyCodes[]): BaseCells {
  const numberOf = new Int32Array(keys.reduce((all, { size }) => all * size, 1));
  const numbers: number[] = [];
  for (let row = 0; row < found.length; row++) {
    const cell = found[row] as number;
    if (numberOf[cell] === 0) numberOf[cell] = numbers.push(cell);
    found[row] = (numberOf[cell] as number) - 1;
  }
  return { count: numbers.length, cells: found, numbers: Int32Array.from(numbers) };
}

/** The cells of the keys that are kept. */
export function groupingOf({ count, numbers }: BaseCells, keys: KeyCodes[], isKept: boolean[]): Grouping {
  const numberOf = new Int32Array(keys.reduce((all, { size }, at) => (isKept[at] ? all * size : all), 1));
  const cells = new Int32Array(count);
  const codes: number[][] = keys.map(() => []);
  const own = keys.map(() => 0);
  let found = 0;
  for (let cell = 0; cell < count; cell++) {
    const place = placeOf(numbers[cell] as number, keys, isKept, own);
    if (numberOf[place] === 0) {
      numberOf[place] = ++found;
      for (const [at, code] of own.entries()) codes[at]?.push(code);
    }
    cells[cell] = (numberOf[place] as number) - 1;
  }
  return { cells, codes: codes.map(one => Int32Array.from(one)) };
}

/** The number of a cell among those of the kept keys; `own` receives the numbers of its keys. */
function placeOf(number: number, keys: KeyCodes[], isKept: boolean[], own: number[]): number {
  let left = number;
  let place = 0;
  let factor = 1;
  for (let at = keys.length - 1; at >= 0; at--) {
    const { size } = keys[at] as KeyCodes;
    const code = left % size;
    left = (left - code) / size;
    own[at] = isKept[at] ? code : 0;
    if (!isKept[at]) continue;
    place += code * factor;
    factor *= size;
  }
  return place;
}
