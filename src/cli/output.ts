import { once } from 'node:events';
import { count } from '../count.js';
import { CliError, exitCode } from '../errors.js';
import { colours } from './print/colours.js';
import { csvOf } from './print/csv.js';
import { recordsOf, type Sheet } from './print/sheet.js';
import { tableOf } from './print/table.js';
import { visible, visibleJson, visibleLines } from './print/visible.js';

/** How an answer wants to be printed; a terminal is drawn for, a pipe is written for. */
interface Format {
  json?: boolean;
  csv?: boolean;
  quiet?: boolean;
}

type Stream = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** Data on standard output: a table for people, with `--json` an array of row objects, with `--csv` a header and records. */
export async function printSheet(sheet: Sheet, format: Format, stream: Stream = process.stdout): Promise<void> {
  if (format.json) return printJson(recordsOf(sheet), stream);
  if (format.csv) return write(stream, stream.isTTY ? shown(csvOf(sheet)) : csvOf(sheet));
  if (sheet.columns.length > 0) await printTable(sheet, format, stream);
  say(`${count(sheet.rows.length, 'row')}`, format);
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
  if (!format.csv) return write(stream, [answer.text.replace(/\n*$/, '\n')]);
  if (!answer.sheet)
    throw new CliError('this answer has no rows for --csv', exitCode.usage, 'leave --csv out, or use --json');
  return printSheet(answer.sheet, format, stream);
}

/** A note for people on standard error, of data nothing that steers a terminal; nothing with `--quiet`. */
export function say(text: string, { quiet }: Format, stream: Stream = process.stderr): void {
  if (!quiet) stream.write(`${visibleLines(text)}\n`);
}

async function printTable(sheet: Sheet, format: Format, stream: Stream): Promise<void> {
  const { bold, dim } = colours(stream);
  const { lines, isCut } = tableOf(sheet, { bold, dim, width: (stream.isTTY && stream.columns) || undefined });
  await write(stream, lines);
  if (isCut) say('texts are cut to the width of the terminal; --json and --csv have all of them', format);
}

async function printJson(value: unknown, stream: Stream): Promise<void> {
  if (!Array.isArray(value))
    return write(stream, [`${visibleJson(JSON.stringify(value, null, stream.isTTY ? 2 : 0))}\n`]);
  await write(stream, arrayLines(value));
}

/** One element per line, so that a long array can be read, cut and compared by lines. */
function* arrayLines(values: unknown[]): Generator<string> {
  if (values.length === 0) return yield '[]\n';
  for (const [at, value] of values.entries()) {
    yield `${at === 0 ? '[' : ' '}${visibleJson(JSON.stringify(value))}${at === values.length - 1 ? ']' : ','}\n`;
  }
}

function* shown(records: Iterable<string>): Generator<string> {
  for (const record of records) yield `${visible(record.replace(/\r\n$/, ''))}\n`;
}

/** Pieces are joined to blocks; a slow reader is waited for. */
async function write(stream: Stream, pieces: Iterable<string>): Promise<void> {
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < 65_536) continue;
    if (!stream.write(block)) await once(stream, 'drain');
    block = '';
  }
  if (block) stream.write(block);
}
