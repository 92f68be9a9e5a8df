import { CliError, exitCode, messageOf, QueryError } from '../errors.js';

/**
 * The engine's refusal of a statement, with the first line of its message and its guess at what was meant; a CliError (resources)
 * where the machine had no room for it or the file is damaged, and (checkFailed) where the amounts of a table being made add up to more than it keeps.
 */
export function queryError(error: unknown, sql: string, table?: string): QueryError | CliError {
  if (error instanceof QueryError) return error;
  const [first = '', ...more] = firstFault(messageOf(error)).split('\n');
  const hint = faults.find(([words]) => words.test(first))?.[1];
  if (hint) {
    const [, full] = fullDisk.exec(first) ?? [];
    const what = full === undefined ? first : `the disk is full: no room to write ${full}`;
    return new CliError(table ? `${table}: ${what}` : what, exitCode.resources, hint, { cause: error });
  }
  if (table && tooLarge.test(first)) return sumTooLarge(first, table, error);
  const said = [first, ...guesses(more)].join(' ');
  return new QueryError(table ? `${table}: ${said}` : said, sql, table, { cause: error });
}

/** After a fatal fault every statement is refused, and that one said behind or below. */
function firstFault(said: string): string {
  return /\bOriginal error: "?(.*)/.exec(said)?.[1]?.replace(/"$/, '') ?? said;
}

const fullDisk = /Could not write file "([^"]+)": No space left/i;

/** What the engine thinks was meant: a name, or the functions of that name with the arguments that they take; of many, how many. */
function guesses(lines: string[]): string[] {
  const [first = '', ...more] = lines.map(line => line.trim());
  if (first.startsWith('Did you mean')) return [first];
  if (!first.startsWith('Candidate')) return [];
  const candidates = more.slice(0, more.indexOf(''));
  if (candidates.length <= 3) return [first, candidates.join(', ')];
  const counts = candidates.map(candidate => candidate.split(',').length);
  return [`It takes ${Math.min(...counts)} to ${Math.max(...counts)} arguments.`];
}

/** Single amounts are guarded when they are read: what a table cannot keep is a sum of many. */
const tooLarge =
  /value "?(-?[\d.]+)"? to type DECIMAL\(18,4\) failed: value is out of range|Overflow in \w+ of DECIMAL\(18\)/i;

function sumTooLarge(said: string, table: string, cause: unknown): CliError {
  const what = `${table}: amounts add up to ${tooLarge.exec(said)?.[1] ?? 'too much'}; sums are kept below 100000000000000 (10^14)`;
  const hint = 'map amounts in a larger unit, such as thousands';
  return new CliError(what, exitCode.checkFailed, hint, { cause });
}

/** Why a database could not be opened, in words and with the next step. */
export function openError(error: unknown, path: string): Error {
  const said = messageOf(error);
  const holder = /PID (\d+)/.exec(said)?.[1];
  const cause = { cause: error };
  if (/ lock on file /.test(said)) {
    const who = holder ? `process ${holder}` : 'another process';
    return new CliError(`${path} is held by ${who}`, exitCode.lockBusy, 'wait until it has ended', cause);
  }
  if (/Permission denied/.test(said))
    return new CliError(
      `${path} cannot be opened: permission denied`,
      exitCode.resources,
      'call as the user whose it is',
      cause,
    );
  if (/does not exist/.test(said)) return new CliError(`there is no database ${path}`, exitCode.resources, anew, cause);
  return new CliError(`${path} cannot be opened: ${said.split('\n')[0]}`, exitCode.resources, anew, cause);
}

const anew = 'custometry run --rebuild makes it again from what was landed and decided';

/** How the engine says that disk or memory ran out or that a block is not what was written, and what helps. */
const faults: [words: RegExp, hint: string][] = [
  [
    /no space left|disk quota|file too large|max_temp_directory_size/i,
    'free some space: custometry runs gc, or another disk',
  ],
  [
    /out of memory|cannot allocate memory/i,
    'give the engine more memory, or fewer threads (engine in custometry.yaml)',
  ],
  [
    /corrupt database file|database file .*corrupted|corrupted \w+ segment|enough bytes from file "[^"]*\.duckdb"/i,
    `the warehouse is damaged: ${anew}`,
  ],
];
