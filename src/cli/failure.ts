import { CommanderError } from 'commander';
import { CliError, exitCode, messageOf, QueryError } from '../errors.js';
import { nearest } from '../nearest.js';
import { entries } from './commands.js';
import { colours } from './print/colours.js';
import { visibleLines } from './print/visible.js';

/** An error as people and programs are told it: `code` is the exit code. */
interface Failure {
  code: number;
  message: string;
  hint?: string;
  issues?: unknown[];
}

type Screen = { write(text: string): boolean; isTTY?: boolean };

/** Tells an error on standard error (one JSON object with `--json`, a stack only with `--debug`) and answers with the exit code. */
export function tellFailure(error: unknown, argv: string[], stderr: Screen = process.stderr): number {
  const failure = failureOf(error, argv);
  const options = new Set(argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length));
  if (options.has('--json')) stderr.write(`${JSON.stringify({ error: failure })}\n`);
  else stderr.write(inWords(failure, stderr));
  if (options.has('--debug')) stderr.write(`${details(error)}\n`);
  return failure.code;
}

/** The exit code, the words and the next step for anything thrown while a command line was run. */
export function failureOf(error: unknown, argv: string[] = []): Failure {
  if (error instanceof CommanderError) return usage(error, argv);
  if (error instanceof CliError)
    return { code: error.code, message: error.message, hint: error.hint, ...issues(error) };
  if (isLackOfResources(error))
    return { code: exitCode.resources, message: messageOf(error), hint: 'see: custometry doctor' };
  if (isDenied(error))
    return {
      code: exitCode.resources,
      message: messageOf(error),
      hint: 'what a project has landed and made belongs to the user who runs it: call as that one, or name another folder with --state',
    };
  if (codeOf(error) === 'ENOTDIR')
    return {
      code: exitCode.resources,
      message: messageOf(error),
      hint: 'name another folder with --project or --state',
    };
  if (['EISDIR', 'ELOOP'].includes(codeOf(error)))
    return {
      code: exitCode.resources,
      message: messageOf(error),
      hint: 'something else stands in the place of a file of custometry: restore that from a backup, or move away what stands there',
    };
  if (isBrokenDisk(error))
    return {
      code: exitCode.resources,
      message: messageOf(error),
      hint: 'the disk, or the network that it is reached by, fails: look into the log of the system before you run again',
    };
  if (error instanceof QueryError) {
    const where = `${error.table}: `;
    const isNamed = error.table === undefined || error.message.startsWith(where);
    return {
      code: exitCode.internal,
      message: isNamed ? error.message : `${where}${error.message}`,
      hint: '--debug prints the SQL',
    };
  }
  return {
    code: exitCode.internal,
    message: messageOf(error),
    hint: 'this is a fault of custometry; --debug prints where',
  };
}

function usage({ code, message, called }: CommanderError & { called?: string }, argv: string[]): Failure {
  if (code === 'commander.help') return { code: exitCode.usage, message: 'no command given' };
  const [what = '', meant] = message
    .replace(/^error: /, '')
    .replace(noChoice, '$1 is none of $2')
    .split('\n');
  const guess = meant?.match(/Did you mean (.*)\?/)?.[1] ?? choiceMeant(what);
  const command = called ?? argv.find(word => entries.some(({ name }) => name === word));
  const help = `see: custometry ${command ? `${command} ` : ''}--help`;
  return { code: exitCode.usage, message: what, hint: guess ? `did you mean ${guess}?` : help };
}

/** How commander says that a word which stands for itself is not among those that may. */
const noChoice = /^command-argument value '(.*)' is invalid for argument '.*'\. Allowed choices are (.*)\.$/m;

function choiceMeant(message: string): string | undefined {
  const [, given = '', choices] =
    /argument '(.*)' is invalid\. Allowed choices are (.*)\.$/.exec(message) ??
    /^(.*) is none of (.*)$/.exec(message) ??
    [];
  return choices === undefined ? undefined : nearest(given, choices.split(', '));
}

function issues(error: CliError): { issues?: unknown[] } {
  return 'issues' in error && Array.isArray(error.issues) ? { issues: error.issues } : {};
}

function isLackOfResources(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'ENOMEM', 'EMFILE', 'ENFILE', 'ERR_OUT_OF_MEMORY'].includes(codeOf(error));
}

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error));
}

function isBrokenDisk(error: unknown): boolean {
  return ['EIO', 'ENXIO', 'ENODEV', 'ESTALE', 'ENOTCONN', 'ETIMEDOUT', 'EREMOTEIO'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return String(error instanceof Error && 'code' in error ? error.code : undefined);
}

function inWords({ message, hint }: Failure, stderr: Screen): string {
  const { red, dim } = colours(stderr);
  const told = `${red('custometry:')} ${visibleLines(message)}\n`;
  return hint ? `${told}${dim(visibleLines(hint).replace(/^/gm, '  '))}\n` : told;
}

function details(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const sql = error instanceof QueryError ? `\n${error.sql}` : '';
  const cause = error instanceof Error && error.cause !== undefined ? `\ncaused by ${details(error.cause)}` : '';
  return `${visibleLines(stack)}${visibleLines(sql)}${cause}`;
}
