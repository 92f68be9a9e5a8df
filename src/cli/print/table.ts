import type { Cell } from '../../index.js';
import type { Sheet } from './sheet.js';
import { truncate, widthOf } from './truncate.js';
import { visible } from './visible.js';

interface Look {
  /** Columns of the terminal; without it nothing is cut. */
  width?: number;
  bold?: (text: string) => string;
  dim?: (text: string) => string;
}

interface Block {
  name: string;
  cells: string[];
  isNumeric: boolean;
  width: number;
}

const gap = '  ';
/** A text of which less can be shown says nothing: then rather every row as a block of lines. */
const narrowest = 12;
const plain = (text: string) => text;

/** A table for people, numbers to the right. Where it is wider than the terminal, texts are cut (`isCut`), or every row becomes a block of lines. */
export function tableOf(sheet: Sheet, look: Look = {}): { lines: Iterable<string>; isCut: boolean } {
  const blocks = sheet.columns.map((_, at) => blockOf(sheet, at));
  const widths = fittingWidths(blocks, look.width ?? Number.POSITIVE_INFINITY);
  if (!widths) return { lines: blocksOfLines(blocks, sheet.rows.length, look), isCut: false };
  const isCut = blocks.some((block, at) => (widths[at] ?? 0) < block.width);
  return { lines: linesOf(blocks, widths, sheet.rows.length, look), isCut };
}

function blockOf({ columns, rows, numeric }: Sheet, at: number): Block {
  const name = visible(columns[at] ?? '');
  const values = rows.map(row => row[at] ?? null);
  const isNumeric = numeric?.[at] ?? isNumbers(values);
  const pad = isNumeric ? alignPoint(values) : String;
  const cells = values.map(value => (value === null ? 'null' : visible(pad(value))));
  const width = cells.reduce((widest, cell) => Math.max(widest, widthOf(cell)), widthOf(name));
  return { name, cells, isNumeric, width };
}

function isNumbers(values: Cell[]): boolean {
  const given = values.filter(value => value !== null);
  return given.length > 0 && given.every(value => typeof value === 'number');
}

/** Zeros behind the point, so that the points stand below each other; not where a value has more than six places. */
function alignPoint(values: Cell[]): (value: Cell) => string {
  const places = values.reduce<number>((most, value) => Math.max(most, placesOf(String(value ?? ''))), 0);
  if (places === 0 || places > 6) return String;
  return value => {
    const text = String(value);
    if (!/\d$/.test(text)) return text;
    return `${text}${text.includes('.') ? '' : '.'}${'0'.repeat(places - placesOf(text))}`;
  };
}

function placesOf(text: string): number {
  if (text.includes('e')) return Number.POSITIVE_INFINITY;
  return text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
}

/** Widths that fit the terminal, the widest texts cut first; nothing when even that is too wide. Numbers are never cut. */
function fittingWidths(blocks: Block[], terminal: number): number[] | undefined {
  const room = terminal - gap.length * (blocks.length - 1);
  const widest = Math.max(0, ...blocks.map(({ width }) => width));
  for (let cap = Math.min(widest, Math.max(room, narrowest)); cap >= Math.min(narrowest, widest); cap--) {
    const widths = blocks.map(({ width, isNumeric }) => (isNumeric ? width : Math.min(width, cap)));
    if (widths.reduce((sum, width) => sum + width, 0) <= room) return widths;
  }
  return undefined;
}

function* linesOf(
  blocks: Block[],
  widths: number[],
  rows: number,
  { bold = plain, dim = plain }: Look,
): Generator<string> {
  const line = (textOf: (block: Block) => string) =>
    blocks
      .map((block, at) => place(textOf(block), widths[at] ?? 0, block.isNumeric))
      .join(gap)
      .trimEnd();
  yield `${bold(line(({ name }) => name))}\n`;
  yield `${dim(widths.map(width => '─'.repeat(width)).join(gap))}\n`;
  for (let row = 0; row < rows; row++) yield `${line(({ cells }) => cells[row] ?? '')}\n`;
}

function place(text: string, width: number, toTheRight: boolean): string {
  const shown = truncate(text, width);
  const blank = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return toTheRight ? `${blank}${shown}` : `${shown}${blank}`;
}

function* blocksOfLines(blocks: Block[], rows: number, { bold = plain, dim = plain }: Look): Generator<string> {
  const widest = Math.max(0, ...blocks.map(({ name }) => widthOf(name)));
  for (let row = 0; row < rows; row++) {
    yield `${dim(`── row ${row + 1} ──`)}\n`;
    for (const { name, cells } of blocks) yield `${bold(place(name, widest, false))}${gap}${cells[row]}\n`;
  }
}
