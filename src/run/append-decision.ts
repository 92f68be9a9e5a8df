import { closeSync, mkdirSync, openSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sync } from '../sync.js';
import { decisionFiles } from './decisions.js';
import { lastByte } from './last-byte.js';
import { removeLeftovers } from './leftovers.js';
import type { State } from './state.js';
import { createFile, moveFile } from './write-file.js';

const pieceLength = 1 << 16;

/**
 * Appends decisions of one kind as a new file `decisions/<kind>/<sequence>-<generation>.ndjson` that is never written
 * again: all of them or, when killed, none. They come as plain objects, or as an NDJSON file, which is moved in.
 * Answers the path; undefined, and no file, when there is nothing to decide. Only under the lock.
 */
export function appendDecision(
  state: State,
  kind: string,
  generation: string,
  decided: Iterable<object> | { file: string },
): string | undefined {
  if (!/^[a-z][a-z0-9_]*$/.test(kind)) throw new Error(`${kind} is no kind of decision`);
  const folder = join(state.decisions, kind);
  if (mkdirSync(folder, { recursive: true, mode: 0o700 })) sync(state.decisions);
  removeLeftovers(folder);
  const path = join(folder, `${nextSequence(state, kind)}-${generation}.ndjson`);
  return 'file' in decided ? moveIn(decided.file, path) : writeNew(decided, path);
}

function writeNew(decided: Iterable<object>, path: string): string | undefined {
  const pieces = asLines(decided);
  const first = pieces.next();
  if (first.done) return undefined;
  return taken(createFile(path, joined(first.value, pieces)), path);
}

function* asLines(decided: Iterable<object>): Generator<string> {
  let piece = '';
  for (const one of decided) {
    piece += `${JSON.stringify(one)}\n`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece) yield piece;
}

function* joined(first: string, rest: Iterable<string>): Generator<string> {
  yield first;
  yield* rest;
}

function moveIn(file: string, path: string): string | undefined {
  const handle = openSync(file, 'r');
  const last = lastByte(handle);
  closeSync(handle);
  if (last === undefined) return undefined;
  if (last !== 0x0a) throw new Error(`${file} ends within a line`);
  return taken(moveFile(file, path), path);
}

function taken(isOurs: boolean, path: string): string {
  if (!isOurs) throw new Error(`${path} is there already: decisions were appended without the lock`);
  return path;
}

function nextSequence(state: State, kind: string): string {
  const last = decisionFiles(state, kind).at(-1);
  const sequence = last ? Number.parseInt(basename(last), 10) + 1 : 1;
  return String(sequence).padStart(6, '0');
}
