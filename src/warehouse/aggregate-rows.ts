import type { DuckDb } from '../engine/duckdb.js';
import { aggregateTables } from '../olap/aggregate/make.js';
import { fingerprints } from '../plan/fingerprint.js';
import { storedFingerprints } from '../plan/stored-fingerprints.js';
import type { CubeSource } from '../project/cube/read.js';

/** The rows of the tables of a generation, less aggregates that were made of another select than their file now says. */
export async function standingRows(engine: DuckDb, sources: CubeSource[]): Promise<Map<string, number>> {
  const stored = (await storedFingerprints(engine)) ?? new Map();
  const rows = new Map([...stored].map(([table, one]) => [table, one.rows]));
  const planned = sources.flatMap(aggregateTables);
  const ordered = planned.map(({ table, select, sentence }) => {
    return { table, select, sentence, origin: 'project' as const, key: [], inputs: [] };
  });
  const now = fingerprints(ordered, { all: [engine.version], given: new Map() });
  for (const { table } of planned) if (stored.get(table)?.fingerprint.own !== now.get(table)?.own) rows.delete(table);
  return rows;
}
