import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '@duckdb/node-api';
import { packageRoot } from '../package-root.js';
import type { Reading } from './sql-tree.js';

/** Where the build lays what this engine reads in our own selects (`scripts/readings.mjs`): by the sum of each text, so that one that was changed is not met. */
export function readingsFile(): string {
  return join(packageRoot, 'dist', 'readings', `${version()}.json`);
}

/** Under which name the file has a select. */
export function readingName(sql: string): string {
  return hash('sha256', sql, 'base64url');
}

let kept: Record<string, Reading> | undefined;

/** What the build has read in a select, where that is one of ours. */
export function keptReading(sql: string): Reading | undefined {
  kept ??= keptReadings();
  return kept[readingName(sql)];
}

/** There may be no file, and it may have been cut short. */
function keptReadings(): Record<string, Reading> {
  try {
    return JSON.parse(readFileSync(readingsFile(), 'utf8'));
  } catch {
    return {};
  }
}
