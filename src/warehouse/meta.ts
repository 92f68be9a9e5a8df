import type { Manifest } from '../../etl/manifest.js';
import type { Engine } from '../engine/engine.js';
import type { CheckResult } from '../plan/check.js';
import type { Fingerprint } from '../plan/fingerprint.js';
import type { Column, Table } from '../table.js';
import type { MadeFacts } from './made-facts.js';
import type { TableSum } from './table-sums.js';

/** What a generation carries about its own making. */
export interface Making {
  run: string;
  manifests: Manifest[];
  facts: MadeFacts;
  sums: TableSum[];
  checks: CheckResult[];
  fingerprints: ReadonlyMap<string, Pick<Fingerprint, 'own'>>;
}

/** Writes the ledger of the making as tables of schema `meta`: the run, its options, batches and files, its tables and their sums, its checks. */
export function writeMeta(engine: Engine, making: Making): Promise<void> {
  return engine.transaction(() => writeTables(engine, making));
}

async function writeTables(engine: Engine, making: Making): Promise<void> {
  const { run, manifests, facts, sums, checks, fingerprints } = making;
  const { asOf, version, engine: engine_version, tables, options } = facts;
  const files = manifests.flatMap(({ source, batch, files: all }) => all.map(file => ({ source, batch, ...file })));
  await engine.write('meta.run', columns([{ run, as_of: asOf ?? '', version, engine_version }]));
  await engine.write(
    'meta.option',
    columns(
      Object.entries(options).map(([option, value]) => ({ option, value })),
      { option: '', value: '' },
    ),
  );
  await engine.write(
    'meta.batch',
    columns(
      manifests.map(({ source, batch, landed_at, rows, refused, repeats }) => ({
        source,
        batch,
        landed_at,
        rows,
        refused,
        repeats,
      })),
      batchShape,
    ),
  );
  await engine.write(
    'meta.file',
    columns(
      files.map(({ source, batch, path, bytes, sha256, rows, refused, repeats, reader, supersedes }) => ({
        source,
        batch,
        path,
        bytes,
        sha256,
        rows,
        refused,
        repeats,
        reader,
        supersedes: supersedes ?? '',
      })),
      fileShape,
    ),
  );
  await engine.write(
    'meta.table_made',
    columns(
      tables.map(({ name, rows, status, reason, select }) => ({
        table_name: name,
        rows,
        status,
        reason,
        select_hash: select,
      })),
      tableShape,
    ),
  );
  await engine.write(
    'meta.table_sum',
    columns(
      sums.map(({ table, fingerprint, column, total }) => ({
        table_name: table,
        fingerprint,
        column_name: column,
        total,
      })),
      sumShape,
    ),
  );
  await engine.write(
    'meta.check_result',
    columns(
      checks.map(({ name, table, severity, passed, offenders, sentence }) => ({
        check_name: name,
        table_name: table,
        severity,
        passed: passed ? 1 : 0,
        offenders,
        sentence,
        fingerprint: fingerprints.get(table)?.own ?? '',
      })),
      checkShape,
    ),
  );
}

const batchShape = { source: '', batch: '', landed_at: '', rows: 0, refused: 0, repeats: 0 };
const fileShape = {
  source: '',
  batch: '',
  path: '',
  bytes: 0,
  sha256: '',
  rows: 0,
  refused: 0,
  repeats: 0,
  reader: '',
  supersedes: '',
};
const tableShape = { table_name: '', rows: 0, status: '', reason: '', select_hash: '' };
const sumShape = { table_name: '', fingerprint: '', column_name: '', total: '' };
const checkShape = {
  check_name: '',
  table_name: '',
  severity: '',
  passed: 0,
  offenders: 0,
  sentence: '',
  fingerprint: '',
};

type Facts = Record<string, string | number>;

/** Records of texts and whole numbers as columns; `shape` names them where there may be no record. */
function columns(rows: Facts[], shape: Facts = rows[0] ?? {}): Table {
  const named = Object.entries(shape).map(
    ([name, example]): Column =>
      typeof example === 'number'
        ? { name, type: { kind: 'bigint' }, values: BigInt64Array.from(rows, row => BigInt(row[name] as number)) }
        : { name, type: { kind: 'text' }, values: rows.map(row => String(row[name])) },
  );
  return { rows: rows.length, columns: named };
}
