import type { Table } from '../../src/table.js';
import { cellsOf } from '../tree/index.js';
import type { Examples } from './examples.js';

/** A column of dates some of which are later than the day that their rows are of. */
export interface LateDates {
  column: string;
  why: string;
}

const isoDate = /^\d{4}-\d{2}-\d{2}([T ]|$)/;

/** Nobody predicts by a date, but one that is later than its row tells that the row was written, or mended, afterwards; rows without a day are not asked. */
export function lateDatesOf(features: Table, { leftOut }: Pick<Examples, 'leftOut'>): LateDates[] {
  const cells = cellsOf(features);
  return leftOut.flatMap(({ column }) => {
    let [dates, late, last] = [0, 0, ''];
    for (let row = 0; row < features.rows; row++) {
      const [own, day] = [cells(row, column), cells(row, 'as_of')];
      const date = String(own).slice(0, 'YYYY-MM-DD'.length);
      if (day === null || own === null || !isoDate.test(String(own))) continue;
      dates++;
      if (date <= String(day)) continue;
      late++;
      if (date > last) last = date;
    }
    return late > 0 ? [{ column, why: `${late} of its ${dates} dates are later than their rows, up to ${last}` }] : [];
  });
}
