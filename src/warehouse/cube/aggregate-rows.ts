import type { DuckDb } from '../../engine/duckdb.js';
import { aggregateTables } from '../../olap/aggregate/make.js';
import type { Standing } from '../../olap/cube.js';
import { fingerprints } from '../../plan/fingerprint.js';
import { storedFingerprints } from '../../plan/stored-fingerprints.js';
import type { CubeSource } from '../../project/cube/read.js';
import type { State } from '../../run/state.js';
import { switchedOff } from '../../run/switched-off.js';

/** The rows of the tables of a generation, less aggregates that were made of another select than their file now says, or are switched off as they stand. */
export async function standingTables(engine: DuckDb, sources: CubeSource[], state: State): Promise<Standing> {
  const stored = (await storedFingerprints(engine)) ?? new Map();
  const rows = new Map([...stored].map(([table, one]) => [table, one.rows]));
  const planned = sources.flatMap(aggregateTables);
  const ordered = planned.map(({ table, select, sentence }) => {
    return { table, select, sentence, origin: 'project' as const, key: [], inputs: [] };
  });
  const parts = { all: [engine.version], given: new Map(), extra: switchedOffAs(state) };
  const now = fingerprints(ordered, parts);
  for (const { table } of planned) if (stored.get(table)?.fingerprint.own !== now.get(table)?.own) rows.delete(table);
  const off = [...switchedOff(state)].filter(([table]) => stored.has(table) && !rows.has(table));
  return { rows, off: new Map(off.map(([table, { at }]) => [table, at.slice(0, 10)])) };
}

/** What a table follows from beside its select: that it was switched off, so that it is made anew and known to be. */
export function switchedOffAs(state: State): (table: string) => string[] {
  const off = switchedOff(state);
  return table => (off.has(table) ? [JSON.stringify(off.get(table))] : []);
}
