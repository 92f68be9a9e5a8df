import type { Sheet } from './sheet.js';
import { tableOf } from './table.js';
import { visible } from './visible.js';

type Screen = { isTTY?: boolean; columns?: number };

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

/** A heading with a table below it; nothing when there are no rows. On a terminal it keeps to its width, and says where it is cut. */
export function tableSection(heading: string, sheet: Sheet, { isTTY, columns }: Screen = process.stdout): string {
  if (sheet.rows.length === 0) return '';
  const { lines, isCut } = tableOf(sheet, { width: isTTY && columns ? columns - indent.length : undefined });
  const note = isCut ? ['texts are cut to the width of the terminal; --json has all of them\n'] : [];
  return `\n${heading}\n${[...lines, ...note].map(line => `${indent}${line}`).join('')}`;
}

const indent = '  ';
