import type { Sheet } from './sheet.js';
import { tableOf } from './table.js';
import { visible } from './visible.js';

/** Lines of `label  text`, the labels padded to one width; nothing for a line without text. */
export function labelled(pairs: [label: string, text: string | undefined][]): string {
  const told = pairs.filter(([, text]) => text !== undefined && text !== '');
  const widest = Math.max(0, ...told.map(([label]) => label.length));
  return told.map(([label, text]) => `${label.padEnd(widest)}  ${visible(text ?? '')}\n`).join('');
}

/** A heading with lines below it; nothing when there are no lines. */
export function section(heading: string, lines: string[]): string {
  return lines.length === 0 ? '' : `\n${heading}\n${lines.map(line => `  ${visible(line)}\n`).join('')}`;
}

/** A heading with a table below it; nothing when there are no rows. */
export function tableSection(heading: string, sheet: Sheet): string {
  if (sheet.rows.length === 0) return '';
  return `\n${heading}\n${[...tableOf(sheet).lines].map(line => `  ${line}`).join('')}`;
}
