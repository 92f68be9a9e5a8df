import { type Engine, identifier } from '../engine/engine.js';
import { unsaid } from '../project/cube/unsaid.js';
import type { Table } from '../table.js';
import { factsSql } from './base.js';
import { type Cube, factOf } from './cube.js';
import { baseMeasures } from './measure-tree.js';
import { checkMembers } from './members.js';
import type { CubeQuery } from './query.js';
import { requestOf } from './request.js';
import { raw, sql } from './sql.js';
import { usage } from './usage.js';

/** Which cell is drilled through: its members as conditions, and one measure of facts. */
export interface DrillQuery {
  measure: string;
  where?: CubeQuery['where'];
  versions?: CubeQuery['versions'];
  /** How many facts are given; default 1000. */
  limit?: number | undefined;
}

/** The facts of a cell. */
export interface Drilled {
  table: Table;
  /** How many facts the cell has, given or not. */
  facts: number;
  sql: string;
}

/**
 * The rows of the facts that a cell counts, with all of their columns, those that lead back to the record among them; the
 * measure over them is the cell. Throws CliError (usage) for a measure that is made of several.
 */
export async function drill(
  engine: Engine,
  cube: Cube,
  { measure, where, versions, limit = unsaid.facts }: DrillQuery,
): Promise<Drilled> {
  const request = requestOf(cube, { measures: [measure], where, versions, totals: 'none' } as CubeQuery);
  const bases = baseMeasures(cube, measure);
  const [base = measure] = bases;
  const own = cube.measures.get(base);
  if (bases.length > 1 || !own) throw usage(`${measure} is made of ${bases.join(', ')}`, 'drill through one of them');
  if (own.over)
    throw usage(
      `${base} is taken of one day, not of all facts of a cell`,
      'name the day in the conditions and ask for a measure that adds up',
    );
  if (request.bounds.length > 0) throw usage('a cell is named by its members, not by its value');
  await checkMembers(engine, request);
  const name = factOf(cube, own);
  const part = { fact: name, columns: [{ name: base, measure: own }], sets: [], bridged: [] };
  const columns = [...(cube.catalog.get(cube.facts.get(name)?.table ?? '')?.keys() ?? [])];
  const only = own.where === undefined ? [] : [raw(`fact.${identifier(`if ${base}`)}`)];
  const from = factsSql(request, part, { keys: [], only });
  const select = sql`select ${columns.map(column => raw(`fact.${identifier(column)}`))}${from}\nlimit ${limit}`;
  const counted = await engine.query(`select count(*) as facts${from.text}`, from.values);
  return {
    table: await engine.query(select.text, select.values),
    facts: Number(counted.columns[0]?.values[0] ?? 0),
    sql: select.text,
  };
}
