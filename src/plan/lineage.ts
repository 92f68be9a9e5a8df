import type { Ordered } from './order.js';

/** Where a table comes from and where it goes. */
export interface Lineage {
  table: string;
  /** What its select reads. */
  inputs: string[];
  /** What reads it. */
  readers: string[];
  /** All it follows from, back to what was landed, with what each of them reads; in order. */
  upstream: { table: string; inputs: string[] }[];
  /** All that follows from it, with what each of them reads; in order. */
  downstream: { table: string; inputs: string[] }[];
}

/** The lineage of one table among `tables`, which are in order; undefined when nothing is or reads that name. */
export function lineage(tables: Ordered[], table: string): Lineage | undefined {
  const own = tables.find(one => one.table === table);
  const readers = tables.filter(one => one.inputs.includes(table)).map(one => one.table);
  if (!own && readers.length === 0) return undefined;
  return {
    table,
    inputs: own?.inputs ?? [],
    readers,
    upstream: upstream(tables, table),
    downstream: downstream(tables, table),
  };
}

function upstream(tables: Ordered[], table: string): Lineage['upstream'] {
  const wanted = new Set([table]);
  for (const one of [...tables].reverse()) if (wanted.has(one.table)) for (const input of one.inputs) wanted.add(input);
  wanted.delete(table);
  const planned = new Set(tables.map(one => one.table));
  const landed = [...wanted].filter(name => !planned.has(name)).sort();
  return [...landed.map(name => ({ table: name, inputs: [] })), ...edges(tables, wanted)];
}

function downstream(tables: Ordered[], table: string): Lineage['downstream'] {
  const reached = new Set([table]);
  for (const one of tables) if (one.inputs.some(input => reached.has(input))) reached.add(one.table);
  reached.delete(table);
  return edges(tables, reached);
}

function edges(tables: Ordered[], names: ReadonlySet<string>): Lineage['upstream'] {
  return tables.filter(one => names.has(one.table)).map(({ table, inputs }) => ({ table, inputs }));
}
