import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { State } from './state.js';

/** A file of so many bytes is put aside, and what was aside before is forgotten. */
const mostBytes = 1_000_000;

/** What is to be written when the answer has been given, by file. */
const waiting = new Map<string, string[]>();

/** Writes down what was asked, as a line of `cubes/asked.ndjson`, after the answer was given; for a reader who may not write it is not written. */
export function rememberAsked(state: State, asked: object): void {
  const file = fileIn(state);
  const lines = waiting.get(file) ?? [];
  if (lines.length === 0) setImmediate(() => write(state));
  waiting.set(file, [...lines, `${JSON.stringify(asked)}\n`]);
}

function write(state: State): void {
  const file = fileIn(state);
  const lines = waiting.get(file) ?? [];
  waiting.delete(file);
  if (lines.length === 0) return;
  try {
    const { size } = statSync(file, { throwIfNoEntry: false }) ?? {};
    if (size === undefined) mkdirSync(join(state.dir, 'cubes'), { recursive: true, mode: 0o700 });
    else if (size > mostBytes) renameSync(file, before(state));
    appendFileSync(file, lines.join(''), { mode: 0o600 });
  } catch {
    // An answer does not depend on whether it is remembered.
  }
}

/** What was asked and is remembered, oldest first; a line cut short is one that never was. */
export function askedBefore(state: State): unknown[] {
  write(state);
  const files = [before(state), fileIn(state)].filter(file => existsSync(file));
  return files.flatMap(file => readFileSync(file, 'utf8').split('\n').flatMap(whole));
}

function whole(line: string): unknown[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

const fileIn = ({ dir }: State) => join(dir, 'cubes', 'asked.ndjson');
const before = ({ dir }: State) => join(dir, 'cubes', 'asked.before.ndjson');
