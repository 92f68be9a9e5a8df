import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { groupNames } from '../../../etl/extract/lines.js';
import { land } from '../../../etl/land.js';
import { readManifests } from '../../../etl/manifest.js';
import { type LandedColumn, ownColumns } from '../../../etl/stage/resolve.js';
import type { DuckDb } from '../../engine/duckdb.js';
import { CliError, exitCode, messageOf } from '../../errors.js';
import type { Source } from '../../project/schema.js';
import { sourceFormat } from '../../project/source-format.js';
import { sourceSchema } from '../../project/source-schema.js';
import { rowsOf } from '../../table.js';
import { landedViews } from '../raw.js';

/** How the bytes of a file are read; what is missing goes by the name of the file, as for a source of a project. */
export type ReadOptions = Partial<Pick<Source, 'format' | 'encoding' | 'delimiter' | 'quote' | 'header' | 'pattern'>>;

/** A record that could not be read. */
export interface RefusedRecord {
  record: number;
  fault: string;
  message: string;
}

/** A file whose records are `raw.file` of the engine: its columns, how many records there are, and those that were refused. */
export interface LandedFile {
  columns: LandedColumn[];
  records: number;
  refused: RefusedRecord[];
  warnings: string[];
}

/**
 * Reads one file as a run would, into a folder that is gone when `work` is done. Throws CliError: (usage) where nothing says its format,
 * (source) where it is not there or cannot be read.
 */
export async function withLandedFile<T>(
  engine: DuckDb,
  file: string,
  options: ReadOptions,
  work: (landed: LandedFile) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const source = sourceOf(file, options);
  const landing = mkdtempSync(join(tmpdir(), 'custometry-mine-'));
  const clear = () => rmSync(landing, { recursive: true, force: true });
  process.once('exit', clear);
  try {
    const now = () => new Date(0);
    const projectDir = dirname(resolve(file));
    // What landing says of the source and the file in it is said of the file as it was given.
    const said = `source file: ${basename(file)}`;
    const { warnings } = await land({ engine, sources: { file: source }, projectDir, landing, now, signal });
    return await work({
      ...(await look(engine, landing)),
      warnings: warnings.map(text => text.replace(said, () => file)),
    });
  } finally {
    process.off('exit', clear);
    clear();
  }
}

function sourceOf(file: string, options: ReadOptions): Source {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new CliError(`${file} is not there`, exitCode.source, 'check the path');
  if (found.isDirectory()) throw new CliError(`${file} is a folder`, exitCode.usage, 'name a file in it');
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const files = [basename(file).replace(/[*?[\]{}]/g, '[$&]')];
  const source = sourceSchema.parse({ ...given, files, expect: { min_rows: 0 } });
  if (!sourceFormat({ ...source, files: [file] })) {
    throw new CliError(`the name of ${file} does not say its format`, exitCode.usage, 'say it: --format csv');
  }
  if (source.format === 'lines') checkPattern(source.pattern);
  return { ...source, format: sourceFormat({ ...source, files: [file] }) };
}

function checkPattern(pattern: string | undefined): void {
  const hint = 'write a regular expression with named groups: --pattern "(?<customer>\\\\d+) (?<day>\\\\d+)"';
  if (pattern === undefined) throw new CliError('format lines needs a pattern', exitCode.usage, hint);
  try {
    if (groupNames(pattern).length > 0) return;
  } catch (error) {
    throw new CliError(`--pattern is no regular expression: ${messageOf(error)}`, exitCode.usage, hint);
  }
  throw new CliError('--pattern names no groups', exitCode.usage, hint);
}

async function look(engine: DuckDb, landing: string): Promise<Omit<LandedFile, 'warnings'>> {
  const { tables } = landedViews(landing, readManifests(landing));
  for (const view of tables) await engine.land(view.table, view.files, view.condition);
  const has = (name: string) => tables.some(({ table }) => table === name);
  if (!has('raw.file')) return { columns: [], records: 0, refused: [] };
  const described = rowsOf(await engine.query('describe select * from raw.file'));
  const [counted] = rowsOf(await engine.query('select count(*) as n from raw.file'));
  const refused = has('raw.file__refused')
    ? rowsOf(await engine.query('select record_number, fault, message from raw.file__refused order by record_number'))
    : [];
  return {
    columns: ownColumns(described.map(row => ({ name: String(row.column_name), type: String(row.column_type) }))),
    records: Number(counted?.n),
    refused: refused.map(row => ({
      record: Number(row.record_number),
      fault: String(row.fault),
      message: String(row.message),
    })),
  };
}
