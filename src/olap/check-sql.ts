import type { Engine } from '../engine/engine.js';
import { QueryError } from '../errors.js';
import type { CubeSource } from '../project/cube/read.js';
import type { Finding } from '../project/finding.js';
import { type Catalog, tableName } from './catalog.js';

type Condition = Pick<Finding, 'path'> & { sql: string };

/** The conditions of a cube that cannot be asked of its tables of facts, as the engine says it. Tables that are not there are left to `checkColumns`. */
export async function checkSql(
  engine: Pick<Engine, 'query'>,
  { says }: CubeSource,
  catalog: Catalog,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [fact, { table, where }] of Object.entries(says.facts)) {
    if (!catalog.has(table)) continue;
    const measures = Object.entries(says.measures).filter(([, one]) => (one.fact ?? firstOf(says.facts)) === fact);
    const all: Condition[] = [
      ...(where ? [{ path: ['facts', fact, 'where'], sql: where }] : []),
      ...measures.flatMap(([name, one]) => (one.where ? [{ path: ['measures', name, 'where'], sql: one.where }] : [])),
    ];
    // One statement for all of them: each is looked at by itself only where that fails.
    if (all.length === 0 || (await refusal(engine, table, all)) === undefined) continue;
    for (const one of all) {
      const message = await refusal(engine, table, [one]);
      if (message !== undefined) found.push({ path: one.path, message });
    }
  }
  return found;
}

/** Why the engine cannot ask these of a table; undefined where it can. */
async function refusal(
  engine: Pick<Engine, 'query'>,
  table: string,
  conditions: Condition[],
): Promise<string | undefined> {
  const flags = conditions.map(({ sql }) => `case when (${sql}) then 1 end`);
  try {
    await engine.query(`explain select ${flags.join(', ')} from ${tableName(table)}`);
    return undefined;
  } catch (error) {
    if (error instanceof QueryError) return error.message;
    throw error;
  }
}

function firstOf(facts: object): string | undefined {
  return Object.keys(facts)[0];
}
