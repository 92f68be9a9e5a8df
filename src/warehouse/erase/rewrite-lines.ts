import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
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

function rewriteFile(path: string, rewrite: (line: Line) => Line | undefined): number {
  const before = readFileSync(path, 'utf8').split('\n');
  const after = before.map(text => rewriteText(text, rewrite));
  const changed = after.filter((text, place) => text !== before[place]).length;
  if (changed > 0) writeFileAtomic(path, after.filter(text => text !== undefined).join('\n'));
  return changed;
}

function rewriteText(text: string, rewrite: (line: Line) => Line | undefined): string | undefined {
  let line: Line;
  try {
    line = JSON.parse(text) as Line;
  } catch {
    return text;
  }
  const rewritten = rewrite(line);
  return rewritten === line ? text : rewritten && JSON.stringify(rewritten);
}
