import { basename, dirname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { isDay } from '../moment.js';

/** The options that every command takes, before its name or after it. */
export interface Globals {
  project: string;
  state?: string;
  set: Record<string, string>;
  asOf?: string;
  knownAt?: string;
  json?: true;
  csv?: true;
  quiet?: true;
  debug?: true;
}

/** Declares the {@link Globals} on the program. */
export function addGlobals(program: Command): Command {
  return program
    .option('-p, --project <dir>', 'project folder, or its custometry.yaml', folder, '.')
    .option('--state <dir>', 'folder of landing, decisions, generations, ledger and reports (default: the project)')
    .addOption(setOption())
    .option('--as-of <date>', 'business date to look back from, YYYY-MM-DD', day)
    .option('--known-at <date>', 'read what was known at the end of a day, from what had been landed by then', day)
    .addOption(new Option('--json', 'answer in JSON').conflicts('csv'))
    .option('--csv', 'answer in CSV, values as they are')
    .option('--quiet', 'no progress, no notes; errors only')
    .option('--debug', 'errors with stack and SQL');
}

function folder(given: string): string {
  return basename(given) === 'custometry.yaml' ? dirname(given) : given;
}

function setOption(): Option {
  return new Option('--set <name=value>', 'a value that the project file names in braces (repeatable)')
    .argParser((given: string, before: Record<string, string>) => ({ ...before, ...assignment(given) }))
    .default({}, 'the environment');
}

function assignment(given: string): Record<string, string> {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(given) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('It is written NAME=VALUE, such as --set data=/srv/extracts.');
  }
  return { [name]: value };
}

/** A day as an option gives it. */
export function day(given: string): string {
  if (!isDay(given)) throw new InvalidArgumentError('A day is written YYYY-MM-DD, such as 2011-12-09.');
  return given;
}
