import type { Engine } from '../engine/engine.js';
import { type Definition, withClause } from './column-lineage/definition.js';
import { type Followed, follow } from './column-lineage/follow.js';
import { warehouseScope, withCommonTables } from './column-lineage/select.js';
import type { TableSource } from './column-lineage/table-source.js';

/** What is asked of a table: which columns of it (none: its rows), and what others of the row are known to be. */
export interface WitnessQuestion {
  columns: string[];
  known: ReadonlyMap<string, string>;
  columnsOf: (table: string) => string[] | undefined;
  /** The columns by which a row of a table is known; undefined for one that is not to be followed. */
  identityOf: (table: string) => string[] | undefined;
}

/**
 * The rows beneath: a relation (`from`, after `with`) with the columns of a table and, for each row of an input that has a part in it,
 * the columns of that row's identity as `_p0`, `_p1` … and what it adds as `_c`.
 */
export interface Witness extends Pick<Followed, 'table' | 'columns' | 'isWhole' | 'isCount' | 'pairs'> {
  with: string;
  from: string;
}

/** The select that leads from rows of a table to the rows of an input; undefined where the way cannot be told. Throws QueryError. */
export async function witness(
  engine: Engine,
  { tree }: TableSource,
  question: WitnessQuestion,
): Promise<Witness | undefined> {
  const { columns, known, columnsOf, identityOf } = question;
  const definitions: Definition[] = [];
  const scope = withCommonTables(tree, warehouseScope(columnsOf));
  const followed = follow(tree, { wanted: columns, known, names: [] }, { root: tree, scope, identityOf, definitions });
  if (!followed) return undefined;
  const { name, ...found } = followed;
  return { ...found, with: await withClause(engine, tree, definitions), from: name };
}
