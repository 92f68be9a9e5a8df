import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { CliError, exitCode, messageOf, QueryError } from '../../errors.js';
import type { Warehouse } from '../../index.js';
import { onCall } from '../call.js';
import { examples } from '../examples.js';
import { printSheets } from '../output.js';
import { sheetOfTable } from '../print/answer-sheet.js';
import type { Sheet } from '../print/sheet.js';
import { withWarehouse } from '../session.js';
import { answerDot } from '../shell/dot-commands.js';

/** `custometry query`: one select, from the command line, a file or standard input. */
export function define(command: Command): void {
  command
    .argument('[sql]', "a statement in DuckDB's dialect; nothing can be changed, no file be read")
    .option('-f, --file <file>', 'read the statement from a file (- is standard input)')
    .addHelpText(
      'after',
      examples([
        ['custometry query "select * from report.rfm_segment"', 'a table'],
        ['custometry query "select * from score.rfm" --csv', 'records for a pipe'],
        ['custometry query -f top.sql --json', 'an array of row objects'],
        ['custometry query < top.sql', 'from standard input'],
      ]),
    )
    .action(
      onCall<{ file?: string }>(async ({ args, options }) => {
        const sql = await statement(args[0], options.file);
        await withWarehouse(options, (warehouse, clear) => printSheets(answer(warehouse, sql, { clear }), options));
      }),
    );
}

/** The answer to one statement in pieces, `clear` before the first; a statement that the engine refuses is a fault of usage (exit code 2). */
export async function* answer(
  warehouse: Warehouse,
  sql: string,
  { signal, clear }: { signal?: AbortSignal; clear?: () => void } = {},
): AsyncGenerator<Sheet> {
  if (/^\s*show\s+tables\s*;?\s*$/i.test(sql)) return yield answerDot(warehouse, '.tables');
  const { cellReader } = await import('../../index.js');
  let isBegun = false;
  try {
    for await (const table of warehouse.stream(sql, signal)) {
      clear?.();
      isBegun = true;
      yield sheetOfTable(table, cellReader);
    }
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const message = error.message.replace(/^Failed to extract statements: /, '');
    const hint = isBegun ? 'the answer ends there: it is not whole' : hints.find(([words]) => words.test(message))?.[1];
    throw new CliError(message, exitCode.usage, hint, { cause: error });
  }
}

/** How the engine refuses what is often tried, and the next step. */
const hints: [words: RegExp, hint: string][] = [
  [/^(Catalog|Binder) Error/, 'tables and columns: custometry shell, then .tables and .schema'],
  [/read-only mode/, 'a query only reads: the warehouse is made by custometry run from what is landed and decided'],
  [/extension/, 'a query has what the engine has built in, and nothing is loaded to it'],
  [
    /disabled by configuration/,
    'a query reads the tables of the warehouse and no file: custometry mine asks one file, custometry export writes a table',
  ],
  [/configuration has been locked/, 'memory and threads are set in custometry.yaml (engine)'],
];

async function statement(given: string | undefined, file: string | undefined): Promise<string> {
  if (given !== undefined && file !== undefined) {
    throw new CliError('a statement and --file together', exitCode.usage, 'give one of them');
  }
  const sql = given ?? (file === undefined || file === '-' ? await fromInput() : await fromFile(file));
  if (sql.trim() === '') throw new CliError('the statement is empty', exitCode.usage, 'see: custometry query --help');
  return sql.replace(/^\ufeff/, '');
}

function fromInput(): Promise<string> {
  if (!process.stdin.isTTY) return text(process.stdin);
  throw new CliError(
    'no statement given',
    exitCode.usage,
    'custometry query "select …", or custometry shell for a prompt',
  );
}

async function fromFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${messageOf(error, file)}`, exitCode.usage);
  }
}
