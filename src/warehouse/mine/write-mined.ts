import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { scoreTable } from '../../../models/together.js';
import { type Engine, literal } from '../../engine/engine.js';
import { CliError, exitCode, messageOf } from '../../errors.js';
import type { ModelFit } from '../fit.js';
import type { Mined, MineRequest } from '../mine.js';
import { minedPage } from './mined-page.js';

/** Writes the files that were asked for; answers their paths. Throws CliError (usage) for a path that cannot be written. */
export async function writeMined(
  engine: Engine,
  { mined, fit }: { mined: Mined; fit: ModelFit },
  { parquet, html, sql }: NonNullable<MineRequest['write']>,
): Promise<string[]> {
  const { model, saved } = fit;
  if (parquet) {
    write(parquet, '');
    const ordered = `select * from ${scoreTable(model.name)} order by customer_id`;
    await engine.query(`copy (${ordered}) to ${literal(resolve(parquet))} (format parquet, compression zstd)`);
  }
  if (html) write(html, minedPage(mined));
  if (sql) write(sql, `-- The scores of ${model.name}, over ${model.source}.\n${model.score(saved.fitted)}`);
  return [parquet, html, sql].flatMap(path => (path === undefined ? [] : [resolve(path)]));
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600 });
  } catch (cause) {
    throw new CliError(`${path} cannot be written: ${messageOf(cause)}`, exitCode.usage, 'name another file', {
      cause,
    });
  }
}
