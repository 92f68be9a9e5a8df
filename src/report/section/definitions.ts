import { openTable, section } from '../block.js';
import { type Definition, definitions } from '../definitions.js';
import type { Markup } from '../html.js';

/** What each figure means: ours, then those of the project. */
export function definitionsSection(currency: string, further: Definition[]): Markup {
  const rows = [...definitions(currency), ...further];
  return section('definitions', 'Definitions', 'What each figure on this page means.', [
    openTable('Figures', {
      caption: 'Shares are of the whole named; nothing here depends on the clock.',
      columns: ['Figure', 'Formula', 'Unit', 'Window', 'Ties and exceptions'].map(name => ({ name })),
      rows: rows.map(row => [row.figure, row.formula, row.unit, row.window, row.ties]),
    }),
  ]);
}
