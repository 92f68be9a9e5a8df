import { count } from '../../count.js';
import type { Preview } from '../../index.js';
import { tableSection } from './paragraph.js';
import { sheetOf } from './sheet.js';

/** A mapping's first rows, and what it would refuse. */
export function previewText({ columns, rows, refused, skipped }: Preview): string {
  const mapped = columns.filter(name => rows.some(row => row[name] !== null && row[name] !== undefined));
  const unmapped = rows.length > 0 ? columns.filter(name => !mapped.includes(name)) : [];
  return [
    `shown: ${count(rows.length, 'record')} accepted, ${refused.length} refused; ${skipped} skipped in all\n`,
    tableSection('would be accepted', sheetOf(rows, mapped)),
    unmapped.length > 0 ? `\nnull in all of them: ${unmapped.join(', ')}\n` : '',
    tableSection('would be refused', sheetOf(refused, ['file', 'row', 'rule', 'column_name', 'value', 'message'])),
  ].join('');
}
