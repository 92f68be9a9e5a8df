import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Current } from '../run/generations.js';
import type { RunResult } from './result.js';

/** What a generation remembers of the run that made it: its result, the last batch of each source that went in, the refused records of all of them. */
export interface GenerationRecord {
  batches: Record<string, string>;
  refused: number;
  result: RunResult;
}

/** The record that stands beside a generation's warehouse. */
export function readRecord({ folder }: Current): GenerationRecord {
  return JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as GenerationRecord;
}
