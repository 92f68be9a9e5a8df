import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCode } from '../errors.js';
import { hasCode } from '../run/error-code.js';
import type { Current } from '../run/generations.js';
import type { RunResult } from './result.js';

/** What a generation remembers of the run that made it: its result, the last batch of each source that went in, the refused records of all of them. */
export interface GenerationRecord {
  batches: Record<string, string>;
  refused: number;
  result: RunResult;
  /** What the warehouse is known by; of one that stands its pointer says it. */
  seal?: string;
}

/** The record that stands beside a generation's warehouse. Throws CliError (resources) where it is damaged or missing. */
export function readRecord({ folder }: Pick<Current, 'folder'>): GenerationRecord {
  const path = join(folder, 'run.json');
  try {
    const record = JSON.parse(readFileSync(path, 'utf8')) as GenerationRecord;
    if (record.batches && record.result) return record;
    throw new Error('it is no record of a run');
  } catch (error) {
    if (hasCode(error, 'EACCES', 'EPERM')) throw error;
    throw new CliError(
      `${path} is damaged or missing: what the generation was made from is not known`,
      exitCode.resources,
      'custometry run --rebuild makes it again from what was landed and decided',
      { cause: error },
    );
  }
}

/** Whether it can be read; what is made anew can do without. */
export function hasRecord(standing: Current): boolean {
  try {
    return readRecord(standing) !== undefined;
  } catch (error) {
    if (error instanceof CliError) return false;
    throw error;
  }
}
