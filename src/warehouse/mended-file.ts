import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { columnNames } from '../../etl/extract/column-names.js';
import { joinFields } from '../../etl/extract/csv-fields.js';
import { cleanDialect, type Dialect } from '../../etl/extract/dialect.js';
import { formatOf } from '../../etl/extract/source-format.js';
import type { ManifestFile } from '../../etl/manifest.js';
import { retriedPath } from '../../etl/retried.js';
import { type Engine, identifier, literal } from '../engine/engine.js';
import { CliError, exitCode, messageOf } from '../errors.js';
import type { Source } from '../project/schema.js';
import { fingerprint } from '../run/fingerprint.js';
import type { MendedRecord } from './mended-record.js';

/** Mended records of one version of one file, all of them columns or all of them raw text. */
export interface MendedFile {
  source: string;
  records: MendedRecord[];
  /** The landed file that they were refused from. */
  from: ManifestFile;
}

/** Writes mended records as a file of their source below a folder; answers its name there and how the source is read for it. */
export async function writeMended(
  engine: Engine,
  folder: string,
  source: Source,
  { records, from, source: name }: MendedFile,
): Promise<{ name: string; source: Source }> {
  const [first] = records as [MendedRecord];
  const digest = fingerprint(
    first.batch,
    first.file,
    records.map(({ row, record }) => [row, record]),
  ).slice(0, 12);
  const path = retriedPath(first.file, first.batch, digest);
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  const read: Source = { ...source, ...anyHow, files: [`${folder}/*/**`], format: formatOf(name, source) };
  if ('_raw' in first.record) {
    writeFileSync(place, rawText(read, from, records), { mode: 0o600 });
    return { name: path, source: read };
  }
  const rows = records.map(record => valuesOf(record, from.header));
  if (read.format === 'parquet') {
    await writeTyped(engine, place, from, rows);
    return { name: path, source: read };
  }
  writeFileSync(place, [from.header, ...rows].map(fields => joinFields(fields, cleanDialect)).join(''), {
    mode: 0o600,
  });
  const clean = { format: 'csv' as const, ...cleanDialect, header: true, columns: undefined, pattern: undefined };
  return { name: path, source: { ...read, ...clean } };
}

/** A retry is no delivery: nothing is expected of its size. */
const anyHow = {
  complete: undefined,
  encoding: 'utf-8',
  optional: true,
  drift: 'evolve',
  expect: { min_rows: 0, max_shrink: 1 },
} as const;

function rawText(source: Source, { header }: ManifestFile, records: MendedRecord[]): string {
  const isDelimited = source.format === 'csv' || source.format === 'tsv';
  const dialect: Dialect = {
    delimiter: source.delimiter ?? (source.format === 'tsv' ? '\t' : ','),
    quote: source.quote,
  };
  const first = isDelimited && source.header ? joinFields(header, dialect) : '';
  return first + records.map(({ record }) => `${String(record._raw).replace(/\r?\n$/, '')}\n`).join('');
}

function valuesOf({ record, file, row }: MendedRecord, header: string[]): (string | null)[] {
  const { names } = columnNames(header);
  const strangers = Object.keys(record).filter(name => record[name] !== null && !names.includes(name));
  if (strangers.length > 0) {
    const what = `row ${row} of ${file}: there is no column ${strangers.join(', ')}`;
    throw new CliError(what, exitCode.usage, `its columns are ${names.join(', ')}`);
  }
  return names.map(name => (record[name] === null || record[name] === undefined ? null : textOf(record[name])));
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

async function writeTyped(engine: Engine, path: string, from: ManifestFile, rows: (string | null)[][]): Promise<void> {
  const names = from.header.map(
    (name, index) => `cast(c${index} as ${from.types?.[index] ?? 'varchar'}) as ${identifier(name)}`,
  );
  const values = rows.map(row => `(${row.map(value => (value === null ? 'null' : literal(value))).join(', ')})`);
  const given = `(values ${values.join(', ')}) as mended (${from.header.map((_, index) => `c${index}`).join(', ')})`;
  await engine
    .query(`copy (select ${names.join(', ')} from ${given}) to ${literal(path)} (format parquet)`)
    .catch(error => {
      const what = `a mended record of ${from.path} does not fit its column: ${messageOf(error).split('\n')[0]}`;
      throw new CliError(what, exitCode.usage, 'write the value as the source does', { cause: error });
    });
}
