import { count } from '../../count.js';
import type { RunsDiff } from '../../index.js';
import { tableSection } from './paragraph.js';
import { sheetOf } from './sheet.js';

/** What differs between two runs, as tables; what is the same is only counted. */
export function runsDiffText({ before, after, inputs, options, tables }: RunsDiff): string {
  const names = (['generation', 'run', 'asOf', 'version', 'engine'] as const).filter(key => before[key] !== after[key]);
  const sides = names.map(key => ({ what: key === 'asOf' ? 'as of' : key, before: before[key], after: after[key] }));
  const files = inputs.flatMap(({ source, batch, change, files: all }) =>
    all.map(file => ({
      source,
      batch,
      path: file.path,
      rows: file.rows,
      change: change === 'added' ? file.change : change,
    })),
  );
  const differing = tables.filter(
    one => one.sql !== 'same' || one.rows_before !== one.rows_after || one.sums.length > 0,
  );
  const rows = differing.map(({ name, sql, rows_before, rows_after, status, reason }) => {
    return { name, rows_before, rows_after, sql, status, reason };
  });
  const sums = differing.flatMap(({ name, sums: all }) => all.map(sum => ({ table: name, ...sum })));
  return [
    `${count(differing.length, 'table')} of ${tables.length} differ\n`,
    tableSection('runs', sheetOf(sides)),
    tableSection('inputs', sheetOf(files)),
    tableSection('options', sheetOf(options)),
    tableSection('tables', sheetOf(rows)),
    tableSection('sums', sheetOf(sums)),
  ].join('');
}
