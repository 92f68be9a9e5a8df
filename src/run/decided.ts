import { statSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCode } from '../errors.js';
import { decisionFiles, requireDecisions } from './decisions.js';
import type { Pointer } from './generations.js';
import { namesIn } from './names-in.js';
import type { State } from './state.js';

/** How many files of each kind of decision there are, and their bytes together. They are only added to, so whoever comes later finds no fewer. */
export function decidedUntilNow(state: State): Record<string, Decided> {
  const kinds = namesIn(state.decisions).sort();
  const all = kinds.map((kind): [string, Decided] => [kind, decidedIn(decisionFiles(state, kind))]);
  return Object.fromEntries(all.filter(([, { files }]) => files > 0));
}

/** What there is of one kind of decision. */
export interface Decided {
  files: number;
  bytes: number;
}

/** Throws CliError (source) where decisions that a generation was made with are missing, or longer or shorter: they cannot be made again. */
export function requireDecided(
  state: State,
  { generation, decided = {} }: Pick<Pointer, 'generation' | 'decided'>,
): void {
  const wrong = Object.entries(decided).flatMap(([kind, before]) => {
    const now = decidedIn(decisionFiles(state, kind).slice(0, before.files));
    if (now.files === before.files && now.bytes === before.bytes) return [];
    const found = now.files < before.files ? `${now.files} files` : `${now.bytes} bytes`;
    const wanted = now.files < before.files ? before.files : before.bytes;
    return [`${join(state.decisions, kind)} has ${found}, and generation ${generation} was made with ${wanted}`];
  });
  if (wrong.length === 0) return;
  // A line that cannot be read says more.
  requireDecisions(state);
  throw new CliError(
    ['decisions are missing or damaged; nothing can be made without them', ...wrong].join('\n'),
    exitCode.source,
    `restore the folder from a backup; where there is none, and what is there is to count, remove ${state.current}: the next run begins from that`,
  );
}

function decidedIn(files: string[]): Decided {
  return { files: files.length, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) };
}
