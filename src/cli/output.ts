import { once } from 'node:events';
import { count } from '../count.js';
import { CliError, exitCode } from '../errors.js';
import { colours } from './print/colours.js';
import { csvOf } from './print/csv.js';
import { recordsOf, type Sheet } from './print/sheet.js';
import { type Layout, layoutOf } from './print/table.js';
import { visible, visibleJson, visibleLines } from './print/visible.js';

/** How an answer wants to be printed; a terminal is drawn for, a pipe is written for. */
interface Format {
  json?: boolean;
  csv?: boolean;
  quiet?: boolean;
}

type Stream = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** Data on standard output: a table for people, with `--json` an array of row objects, with `--csv` a header and records. */
export function printSheet(sheet: Sheet, format: Format, stream?: Stream): Promise<void> {
  return printSheets([sheet], format, stream);
}

/** The same for an answer that comes in pieces: each is written when it has come, a table as the first of them is laid out. */
export async function printSheets(
  pieces: AsyncIterable<Sheet> | Iterable<Sheet>,
  format: Format,
  stream: Stream = process.stdout,
): Promise<void> {
  if (format.json) return write(stream, arrayLines(recordsOfAll(pieces)));
  if (format.csv) return write(stream, csvLines(pieces, stream));
  const look = { ...colours(stream), width: (stream.isTTY && stream.columns) || undefined };
  let [rows, layout]: [number, Layout | undefined] = [0, undefined];
  for await (const sheet of pieces) {
    if (layout === undefined && sheet.columns.length > 0) {
      layout = layoutOf(sheet, look);
      await write(stream, [layout.head]);
    }
    if (layout) await write(stream, [layout.lines(sheet, rows)]);
    rows += sheet.rows.length;
  }
  if (layout?.isCut) say('texts are cut to the width of the terminal; --json and --csv have all of them', format);
  say(`${count(rows, 'row')}`, format);
}

/**
 * One answer that is not a table: with `--json` the value, for people the text; `--csv` takes the sheet where there is one. Where nothing was
 * asked and something done, the text is the account of that (`isAccount`), which `--quiet` leaves out.
 */
export async function print(
  answer: { value: unknown; text: string; sheet?: Sheet; isAccount?: true },
  format: Format,
  stream: Stream = process.stdout,
): Promise<void> {
  if (format.json) return printJson(answer.value, stream);
  if (!format.csv && answer.isAccount && format.quiet) return;
  if (!format.csv) return write(stream, [[answer.text.replace(/\n*$/, '\n')]]);
  if (!answer.sheet)
    throw new CliError('this answer has no rows for --csv', exitCode.usage, 'leave --csv out, or use --json');
  return printSheet(answer.sheet, format, stream);
}

/** A note for people on standard error, of data nothing that steers a terminal; nothing with `--quiet`. */
export function say(text: string, { quiet }: Format, stream: Stream = process.stderr): void {
  if (!quiet) stream.write(`${visibleLines(text)}\n`);
}

async function printJson(value: unknown, stream: Stream): Promise<void> {
  if (!Array.isArray(value))
    return write(stream, [[`${visibleJson(JSON.stringify(value, null, stream.isTTY ? 2 : 0))}\n`]]);
  await write(stream, arrayLines([value]));
}

/** One element per line, so that a long array can be read, cut and compared by lines. */
async function* arrayLines(pieces: AsyncIterable<unknown[]> | Iterable<unknown[]>): AsyncGenerator<Iterable<string>> {
  let isFirst = true;
  for await (const values of pieces) {
    yield elements(values, isFirst);
    isFirst &&= values.length === 0;
  }
  yield [isFirst ? '[]\n' : ']\n'];
}

function* elements(values: unknown[], isFirst: boolean): Generator<string> {
  for (const [at, value] of values.entries()) {
    yield `${isFirst && at === 0 ? '[' : ',\n '}${visibleJson(JSON.stringify(value))}`;
  }
}

async function* recordsOfAll(pieces: AsyncIterable<Sheet> | Iterable<Sheet>): AsyncGenerator<unknown[]> {
  for await (const sheet of pieces) yield recordsOf(sheet);
}

async function* csvLines(
  pieces: AsyncIterable<Sheet> | Iterable<Sheet>,
  { isTTY }: Stream,
): AsyncGenerator<Iterable<string>> {
  let isFirst = true;
  for await (const sheet of pieces) {
    const records = csvOf(sheet, isFirst);
    yield isTTY ? shown(records) : records;
    isFirst = false;
  }
}

function* shown(records: Iterable<string>): Generator<string> {
  for (const record of records) yield `${visible(record.replace(/\r\n$/, ''))}\n`;
}

/** Lines are joined to blocks; a slow reader is waited for. */
async function write(
  stream: Stream,
  pieces: AsyncIterable<Iterable<string>> | Iterable<Iterable<string>>,
): Promise<void> {
  for await (const lines of pieces) {
    let block = '';
    for (const line of lines) {
      block += line;
      if (block.length < 65_536) continue;
      if (!stream.write(block)) await once(stream, 'drain');
      block = '';
    }
    if (block) stream.write(block);
  }
}
