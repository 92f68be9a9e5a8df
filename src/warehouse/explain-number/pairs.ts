import { identifier } from '../../engine/engine.js';
import type { Ground } from './ground.js';
import { oneRow, quoted } from './one-row.js';
import { nextRows, type Place, pairsOf } from './place.js';

/** A select of the rows of a table beneath a place: their identity as `_p0`, `_p1` …, and what each adds as `_c`. */
interface Pairs {
  sql: string;
  table: string;
  identity: string[];
}

/** Keeps the pairs, and the rows below that add something, each once, in temporary tables; answers how many rows there are. */
export async function keepPairs({ engine }: Ground, place: Place, { sql, table, identity }: Pairs): Promise<number> {
  const [pairs, rows] = [pairsOf(place), nextRows(place)];
  await engine.run(`create or replace temp table ${pairs} as ${sql}`);
  const on = identity.map((name, key) => `pair._p${key} is not distinct from below.${identifier(name)}`).join(' and ');
  const keys = identity.map((_, key) => `_p${key}`).join(', ');
  await engine.run(`create or replace temp table ${rows} as
select below.* from ${quoted(table)} as below
join (select distinct ${keys} from ${pairs} where _c is not null) as pair on ${on}`);
  return Number((await oneRow(engine, `select count(*) as n from ${rows}`)).n);
}

/** The identity of rows of a relation, as pairs have it. */
export function identitySelect(relation: string, identity: string[]): string {
  return identity.map((name, key) => `${relation}.${identifier(name)} as _p${key}`).join(', ');
}
