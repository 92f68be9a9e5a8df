import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.js';
import type { State } from './state.js';
import { writeFileAtomic } from './write-file.js';

/** Keeps what seldom changes once, beside the ledger, under a fingerprint; answers that. */
export function keepOptions(state: State, options: Record<string, string>): string {
  const name = fingerprint(options).slice(0, 16);
  if (!existsSync(pathOf(state, name))) writeFileAtomic(pathOf(state, name), `${JSON.stringify(options, null, 1)}\n`);
  return name;
}

/** What was kept under that fingerprint. */
export function keptOptions(state: State, name: string): Record<string, string> {
  return JSON.parse(readFileSync(pathOf(state, name), 'utf8')) as Record<string, string>;
}

function pathOf(state: State, name: string): string {
  return join(state.ledger, `options-${name}.json`);
}
