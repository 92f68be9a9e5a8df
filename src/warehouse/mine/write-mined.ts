import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Engine } from '../../engine/engine.js';
import { CliError, exitCode } from '../../errors.js';
import { copyTo } from '../copy-to.js';
import type { Mined, MineRequest } from '../mine.js';
import { requireWritable } from '../write-into.js';
import type { Finding } from './find.js';
import { minedPage } from './mined-page.js';

/** Writes the files that were asked for; answers their paths. Throws CliError (usage) for a path that cannot be written, and a select where nobody is scored. */
export async function writeMined(
  engine: Engine,
  { mined, everything, scoring }: { mined: Mined } & Pick<Finding, 'everything' | 'scoring'>,
  { parquet, html, sql }: NonNullable<MineRequest['write']>,
): Promise<string[]> {
  if (sql && scoring === null)
    throw new CliError(
      `mine ${mined.model} scores nobody`,
      exitCode.usage,
      'leave out --sql; --parquet writes what it found',
    );
  if (parquet) {
    requireWritable(parquet);
    await copyTo(engine, everything, parquet, 'parquet');
  }
  if (html) write(html, minedPage(mined));
  if (sql) write(sql, `${shellNeeds}${scoring ?? ''}`);
  return [parquet, html, sql].flatMap(path => (path === undefined ? [] : [resolve(path)]));
}

const shellNeeds = '-- A shell of DuckDB is told first what `custometry sql --preamble` prints.\n';

function write(path: string, text: string): void {
  requireWritable(path);
  writeFileSync(path, text, { mode: 0o600 });
}
