import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CliError, exitCode } from '../errors.js';
import { fingerprint } from './fingerprint.js';
import { namesIn } from './names-in.js';
import { linesOf, piecesOf } from './pieces.js';
import type { State } from './state.js';

/** The files of one kind of decision (`key`, `model` …), in the order in which they were decided; where it is said, no later than a generation. */
export function decisionFiles(state: State, kind: string, upTo?: string): string[] {
  const folder = join(state.decisions, kind);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = readdirSync(folder).filter(name => /^\d{6,}-.*\.ndjson$/.test(name));
  return names
    .filter(name => upTo === undefined || Number(generationOf(name)) <= Number(upTo))
    .sort((left, right) => Number.parseInt(left, 10) - Number.parseInt(right, 10))
    .map(name => join(folder, name));
}

/** The generation, or the run, with which a file of decisions was written. */
export function generationOf(file: string): string {
  return basename(file).replace(/^\d+-(.*)\.ndjson$/, '$1');
}

/** What was decided of one kind, in order. Throws CliError (source) with file and line where one cannot be read. */
export function* readDecisions(state: State, kind: string): Generator<Record<string, unknown>> {
  for (const file of decisionFiles(state, kind)) yield* readDecisionFile(file);
}

/** The decisions of one file. Throws CliError (source) where one cannot be read. */
export function* readDecisionFile(file: string): Generator<Record<string, unknown>> {
  let number = 0;
  for (const line of linesOf(file)) {
    number += 1;
    yield parse(line, `${file}:${number}`);
  }
}

/** Reads all that was decided. Throws CliError (source) with file and line where something cannot be read. */
export function requireDecisions(state: State): void {
  for (const kind of namesIn(state.decisions)) for (const _ of readDecisions(state, kind));
}

/** One sha256 for all that was decided of some kinds (by default of every kind): it changes with what is appended, with nothing else. */
export function decisionsFingerprint(state: State, ...kinds: string[]): string {
  const named = kinds.length > 0 ? kinds : namesIn(state.decisions);
  const read = named.filter(kind => decisionFiles(state, kind).length > 0);
  return fingerprint(read.sort().map(kind => [kind, decisionFiles(state, kind).map(digest)]));
}

function parse(line: string, where: string): Record<string, unknown> {
  try {
    const decision: unknown = JSON.parse(line);
    if (typeof decision === 'object' && decision !== null && !Array.isArray(decision))
      return decision as Record<string, unknown>;
    throw new Error('it is no object');
  } catch (error) {
    throw new CliError(
      `the decision at ${where} cannot be read`,
      exitCode.source,
      'restore that file from a backup: what was decided cannot be made again',
      { cause: error },
    );
  }
}

function digest(path: string): string {
  const hash = createHash('sha256');
  for (const piece of piecesOf(path)) hash.update(piece);
  return hash.digest('hex');
}
