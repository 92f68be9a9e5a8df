import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from '../../run/pieces.js';
import { writeFileAtomic } from '../../run/write-file.js';

/** One line of NDJSON. */
export type Line = Record<string, unknown>;

/**
 * Writes the NDJSON files of a folder again where `rewrite` changes a line (the same object: it stays; undefined: it goes); each file in one
 * step. Answers how many lines changed. What cannot be read as a line stays.
 */
export function rewriteLines(folder: string, rewrite: (line: Line) => Line | undefined): number {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return 0;
  const files = readdirSync(folder).filter(name => name.endsWith('.ndjson'));
  return files.map(name => rewriteFile(join(folder, name), rewrite)).reduce((sum, changed) => sum + changed, 0);
}

/** A file may be long, and few of its lines change: only these are held. */
function rewriteFile(path: string, rewrite: (line: Line) => Line | undefined): number {
  const changed = new Map<number, string | undefined>();
  let place = 0;
  for (const text of linesOf(path)) {
    const after = rewriteText(text, rewrite);
    if (after !== text) changed.set(place, after);
    place += 1;
  }
  if (changed.size > 0) writeFileAtomic(path, rewritten(path, changed));
  return changed.size;
}

const pieceLength = 1 << 16;

function* rewritten(path: string, changed: ReadonlyMap<number, string | undefined>): Generator<string> {
  let piece = '';
  let place = 0;
  for (const text of linesOf(path)) {
    const line = changed.has(place) ? changed.get(place) : text;
    place += 1;
    if (line !== undefined) piece += `${line}\n`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function rewriteText(text: string, rewrite: (line: Line) => Line | undefined): string | undefined {
  let line: Line;
  try {
    line = JSON.parse(text) as Line;
  } catch {
    return text;
  }
  if (typeof line !== 'object' || line === null) return text;
  const rewritten = rewrite(line);
  return rewritten === line ? text : rewritten && JSON.stringify(rewritten);
}
