import type { DuckDb } from '../engine/duckdb.js';
import { storedFingerprints } from '../plan/stored-fingerprints.js';
import type { Cell } from '../table.js';
import { splitColumn, unknownColumn } from './column-name.js';
import { audienceOf } from './explain-number/audience.js';
import { takeRow } from './explain-number/cell.js';
import type { Ground } from './explain-number/ground.js';
import { type LandedFile, landedFiles } from './explain-number/landed.js';
import { type Meaning, meaningOf } from './explain-number/meaning.js';
import { oneRow } from './explain-number/one-row.js';
import { type NumberStep, shownRows, stepsBelow } from './explain-number/step.js';
import { requireSelects } from './last-fits.js';
import { plannedColumns } from './planned-columns.js';
import type { Prepared } from './prepare.js';
import { planned } from './reading.js';
import { manifestsOf, type Session } from './session.js';

/** A number, what it means, and what it rests on, down to the records. */
export interface ExplainedNumber extends Meaning {
  table: string;
  column: string;
  /** The cell as it stands; null also where it is withheld. */
  value: string | null;
  /** The personal class that keeps the value from the audience of the report. */
  withheld?: string;
  /** What tells its row apart. */
  row: Record<string, Cell>;
  asOf: string | null;
  steps: NumberStep[];
  files: LandedFile[];
  notes: string[];
}

/** Which cell, and how much is shown of what lies beneath it. */
export interface NumberOptions {
  /** Columns and the values that pick one row. */
  where?: Record<string, string>;
  /** How many rows of each step are shown; default 10. */
  limit?: number;
}

/** Explains one cell of `schema.table.column` down to files and record numbers. Throws CliError (usage) where the row is not exactly one. */
export function explainNumber(session: Session, name: string, options: NumberOptions): Promise<ExplainedNumber> {
  return planned(session, async (engine, prepared) => {
    const { table, column } = splitColumn(name);
    const ground = await groundOf(session, engine, prepared, options.limit ?? 10);
    const isKnown = ground.sources.get(table)?.columns.some(one => one.column === column);
    if (!isKnown) throw unknownColumn(ground.sources, table, column);
    const cell = { table, columns: [column], rows: 'number_rows0' };
    const row = await takeRow(ground, table, options.where ?? {}, cell.rows);
    const { steps, last } = await stepsBelow(ground, cell, row);
    const passed = [table, ...steps.map(step => step.table)];
    requireSelects(
      session,
      prepared.tables.filter(one => passed.includes(one.table)),
    );
    const landing = { manifests: manifestsOf(session), mappings: prepared.stage.mappings };
    const files: LandedFile[] = [];
    for (const place of last) files.push(...((await landedFiles(ground, place, landing)) ?? []));
    const withheld = ground.audience(table, column);
    return {
      table,
      column,
      value: withheld ? null : (row.get(column.toLowerCase()) ?? null),
      ...(withheld ? { withheld } : {}),
      ...(await meaningOf(ground, cell, row, session.project.config.currency)),
      row: (await shownRows(ground, { ...cell, columns: [] }))[0] ?? {},
      asOf: await asOfDate(engine),
      steps,
      files,
      notes: await notesOf(engine, prepared, passed),
    };
  });
}

async function groundOf(session: Session, engine: DuckDb, prepared: Prepared, limit: number): Promise<Ground> {
  const sources = await plannedColumns(engine, prepared);
  const tables = new Map(prepared.tables.map(one => [one.table, one]));
  return { engine, tables, sources, audience: audienceOf(session.project.config, sources), limit };
}

async function asOfDate(engine: DuckDb): Promise<string | null> {
  const { as_of } = await oneRow(engine, 'select max(as_of) as as_of from conform.as_of');
  return as_of === null || as_of === undefined ? null : String(as_of);
}

/** Selects that have changed since the generation was made explain it no longer. */
async function notesOf(engine: DuckDb, { fingerprints }: Prepared, tables: string[]): Promise<string[]> {
  const stored = await storedFingerprints(engine);
  const changed = tables.filter(table => stored?.get(table)?.fingerprint.all !== fingerprints.get(table)?.all);
  if (changed.length === 0) return [];
  return [`made by another select, or of other records, than there are now: ${[...new Set(changed)].join(', ')}`];
}
