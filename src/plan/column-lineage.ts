import type { Engine } from '../engine/engine.js';
import { parseSelects } from './column-lineage/parse-selects.js';
import { type TableSource, tableSource } from './column-lineage/table-source.js';
import type { Ordered } from './order.js';

/**
 * The columns of each planned table, read out of the selects themselves; by table. `tables` are in order; `given` has the columns of
 * those that come from elsewhere. Throws QueryError for a text that does not parse.
 */
export async function columnSources(
  engine: Engine,
  tables: Ordered[],
  given: ReadonlyMap<string, string[]>,
): Promise<Map<string, TableSource>> {
  const trees = await parseSelects(
    engine,
    tables.map(one => one.select),
  );
  const known = new Map(given);
  const found = new Map<string, TableSource>();
  for (const [index, tree] of trees.entries()) {
    const { table } = tables[index] as Ordered;
    const source = tableSource(table, tree, name => known.get(name));
    found.set(table, source);
    if (!source.isOpen) known.set(table, namesOf(source));
  }
  return found;
}

function namesOf({ columns }: TableSource): string[] {
  return columns.map(one => one.column);
}
