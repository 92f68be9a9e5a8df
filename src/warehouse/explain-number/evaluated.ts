import { identifier } from '../../engine/engine.js';
import { QueryError } from '../../errors.js';
import { type Witness, witness } from '../../plan/witness.js';
import type { Beneath } from './beneath.js';
import type { Row } from './cell.js';
import { columnNames, type Ground } from './ground.js';
import { identityOf } from './identity.js';
import { inputsOf } from './inputs.js';
import { oneRow } from './one-row.js';
import { keepPairs } from './pairs.js';
import type { Place } from './place.js';
import { nextRows } from './place.js';

const mostTables = 6;
const mostPairs = 200_000_000;

/**
 * Evaluates the select of a table so that each of its rows takes along the rows it is made of. Of several inputs the first that has
 * any is taken, but none that only decides which rows there are where one that feeds the number has none. Undefined where the way cannot be told, or the engine refuses the select that tells it.
 */
export async function byEvaluation(ground: Ground, place: Place, known: Row): Promise<Beneath | undefined> {
  const tried = new Set<string>();
  const feeding = new Set(inputsOf(ground, place).map(({ table }) => table));
  let first: Beneath | undefined;
  while (tried.size < mostTables) {
    const found = await attempt(ground, place, known, tried);
    if (!found) return first && attempt(ground, place, known, new Set());
    if (first && feeding.has(first.table) && !feeding.has(found.table)) return attempt(ground, place, known, new Set());
    if (found.n > 0) return found;
    first ??= found;
    tried.add(found.table);
  }
  return first;
}

async function attempt(
  ground: Ground,
  place: Place,
  known: Row,
  avoided: ReadonlySet<string>,
): Promise<(Beneath & { n: number }) | undefined> {
  const source = ground.sources.get(place.table);
  const own = identityOf(ground, place.table);
  if (!source || !own) return undefined;
  const allowed = (table: string) => (avoided.has(table) ? undefined : identityOf(ground, table));
  const columnsOf = (table: string) => columnNames(ground, table);
  try {
    const found = await witness(ground.engine, source, {
      columns: place.columns,
      known,
      columnsOf,
      identityOf: allowed,
    });
    if (!found || (await isTooMuch(ground, found))) return undefined;
    const { table, columns, isWhole, isCount } = found;
    const identity = identityOf(ground, table) ?? [];
    const n = await keepPairs(ground, place, { sql: evaluation(found, place, own, identity), table, identity });
    const followed = isCount ? [] : columns;
    return { table, columns: followed, shows: columns, rows: nextRows(place), found: 'evaluated', isWhole, n };
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}

/** Rows up to each of millions are more than anybody waits for. */
async function isTooMuch({ engine }: Ground, { pairs, with: common }: Witness): Promise<boolean> {
  if (pairs.length === 0) return false;
  const { n } = await oneRow(engine, `${common}\nselect ${pairs.join(' + ')} as n`);
  return Number(n) > mostPairs;
}

function evaluation(found: Witness, { rows }: Place, own: string[], identity: string[]): string {
  const on = own.map(name => `whole.${identifier(name)} is not distinct from above.${identifier(name)}`).join(' and ');
  return `${found.with}
select ${identity.map((_, key) => `whole._p${key}`).join(', ')}, whole._c
from ${found.from} as whole join ${rows} as above on ${on}`;
}
