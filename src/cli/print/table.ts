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
  /** Of the decimals that its numbers are shown with. */
  places: number;
  width: number;
}

/** How the rows of an answer are laid out, by its first ones: those that follow keep to it, wider values beside their column. */
export interface Layout {
  /** Texts are cut to the width of the terminal. */
  isCut: boolean;
  head: string[];
  /** The lines of more rows, of which so many came before. */
  lines: (sheet: Sheet, before: number) => Iterable<string>;
}

const gap = '  ';
/** A text of which less can be shown says nothing: then rather every row as a block of lines. */
const narrowest = 12;
const plain = (text: string) => text;

/** A table for people, numbers to the right. Where it is wider than the terminal, texts are cut (`isCut`), or every row becomes a block of lines. */
export function tableOf(sheet: Sheet, look: Look = {}): { lines: Iterable<string>; isCut: boolean } {
  const { isCut, head, lines } = layoutOf(sheet, look);
  return { isCut, lines: both(head, lines(sheet, 0)) };
}

/** The same for an answer of which these are the first rows. */
export function layoutOf(first: Sheet, look: Look = {}): Layout {
  const blocks = first.columns.map((_, at) => blockOf(first, at));
  const widths = fittingWidths(blocks, look.width ?? Number.POSITIVE_INFINITY);
  const blocksOf = (sheet: Sheet) => (sheet === first ? blocks : blocks.map((like, at) => cellsLike(like, sheet, at)));
  if (!widths) {
    const lines = (sheet: Sheet, before: number) => blocksOfLines(blocksOf(sheet), sheet.rows.length, before, look);
    return { isCut: false, head: [], lines };
  }
  const isCut = blocks.map((block, at) => (widths[at] ?? 0) < block.width);
  return {
    isCut: isCut.includes(true),
    head: headOf(blocks, widths, look),
    lines: sheet => linesOf(blocksOf(sheet), widths, isCut, sheet.rows.length),
  };
}

function* both(head: string[], lines: Iterable<string>): Generator<string> {
  yield* head;
  yield* lines;
}

function blockOf({ columns, rows, numeric }: Sheet, at: number): Block {
  const name = visible(columns[at] ?? '');
  const values = rows.map(row => row[at] ?? null);
  const isNumeric = numeric?.[at] ?? isNumbers(values);
  const places = isNumeric ? pointPlaces(values) : 0;
  const cells = cellsOf(values, places);
  const width = cells.reduce((widest, cell) => Math.max(widest, widthOf(cell)), widthOf(name));
  return { name, cells, isNumeric, places, width };
}

function cellsLike(like: Block, { rows }: Sheet, at: number): Block {
  const values = rows.map(row => row[at] ?? null);
  return { ...like, cells: cellsOf(values, like.places) };
}

function cellsOf(values: Cell[], places: number): string[] {
  const pad = places > 0 ? alignPoint(places) : String;
  return values.map(value => (value === null ? 'null' : visible(pad(value))));
}

function isNumbers(values: Cell[]): boolean {
  const given = values.filter(value => value !== null);
  return given.length > 0 && given.every(value => typeof value === 'number');
}

/** So many places for all, that the points stand below each other; none where a value has more than six. */
function pointPlaces(values: Cell[]): number {
  const places = values.reduce<number>((most, value) => Math.max(most, placesOf(String(value ?? ''))), 0);
  return places > 6 ? 0 : places;
}

/** Zeros behind the point; a value of more places is as it is. */
function alignPoint(places: number): (value: Cell) => string {
  return value => {
    const text = String(value);
    if (!/\d$/.test(text) || placesOf(text) > places) return text;
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

function headOf(blocks: Block[], widths: number[], { bold = plain, dim = plain }: Look): string[] {
  const names = blocks.map(({ name, isNumeric }, at) =>
    place(truncate(name, widths[at] ?? 0), widths[at] ?? 0, isNumeric),
  );
  return [`${bold(names.join(gap).trimEnd())}\n`, `${dim(widths.map(width => '─'.repeat(width)).join(gap))}\n`];
}

function* linesOf(blocks: Block[], widths: number[], isCut: boolean[], rows: number): Generator<string> {
  for (let row = 0; row < rows; row++) {
    const cells = blocks.map(({ cells, isNumeric }, at) => {
      const [text, width] = [cells[row] ?? '', widths[at] ?? 0];
      return place(isCut[at] ? truncate(text, width) : text, width, isNumeric);
    });
    yield `${cells.join(gap).trimEnd()}\n`;
  }
}

function place(shown: string, width: number, toTheRight: boolean): string {
  const blank = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return toTheRight ? `${blank}${shown}` : `${shown}${blank}`;
}

function* blocksOfLines(
  blocks: Block[],
  rows: number,
  before: number,
  { bold = plain, dim = plain }: Look,
): Generator<string> {
  const widest = Math.max(0, ...blocks.map(({ name }) => widthOf(name)));
  for (let row = 0; row < rows; row++) {
    yield `${dim(`── row ${before + row + 1} ──`)}\n`;
    for (const { name, cells } of blocks) yield `${bold(place(name, widest, false))}${gap}${cells[row]}\n`;
  }
}
