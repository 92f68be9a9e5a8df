import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCode } from '../errors.js';
import { fingerprint } from './fingerprint.js';
import type { State } from './state.js';
import { writeFileAtomic } from './write-file.js';

/** Keeps what seldom changes once, beside the ledger, under a fingerprint; answers that. */
export function keepOptions(state: State, options: Record<string, string>): string {
  const name = fingerprint(options).slice(0, 16);
  const path = pathOf(state, name);
  const text = `${JSON.stringify(options, null, 1)}\n`;
  if (textIn(path) !== text) writeFileAtomic(path, text);
  return name;
}

/** What was kept under that fingerprint. Throws CliError (resources) where it is damaged or missing. */
export function keptOptions(state: State, name: string): Record<string, string> {
  const path = pathOf(state, name);
  try {
    return Object(JSON.parse(readFileSync(path, 'utf8'))) as Record<string, string>;
  } catch (error) {
    throw new CliError(
      `${path} is damaged or missing: which options a run had is not known`,
      exitCode.resources,
      'restore it from a backup; custometry run --force writes that of the project file as it is now',
      { cause: error },
    );
  }
}

function textIn(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function pathOf(state: State, name: string): string {
  return join(state.ledger, `options-${name}.json`);
}
