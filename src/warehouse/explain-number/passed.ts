import { identifier } from '../../engine/engine.js';
import type { ColumnSource } from '../../plan/column-lineage/table-source.js';
import { timesRead } from '../../plan/column-lineage/times-read.js';
import type { Beneath } from './beneath.js';
import type { Ground } from './ground.js';
import { identityOf, isRecord } from './identity.js';
import { inputsOf } from './inputs.js';
import { quoted } from './one-row.js';
import { identitySelect, keepPairs } from './pairs.js';
import type { Place } from './place.js';
import { nextRows } from './place.js';

/**
 * Where the columns that tell the rows of an input apart are passed on unchanged, they lead back; undefined where they are not, and
 * where a table that holds no records is read in two places: the columns of one do not tell which row of the other it was.
 */
export async function byPassedColumns(ground: Ground, place: Place): Promise<Beneath | undefined> {
  const inputs = inputsOf(ground, place);
  const table = inputs.find(one => identityOf(ground, one.table))?.table;
  const identity = table === undefined ? undefined : identityOf(ground, table);
  const tree = ground.sources.get(place.table)?.tree;
  if (table === undefined || !identity || !tree) return undefined;
  const passed = passedFrom(ground, place, table);
  const names = passed.map(one => one.below);
  const isKnown = timesRead(tree, table) === 1 && identity.every(name => names.includes(name));
  if (!isRecord(names) && !isKnown) return undefined;
  const followed = inputs.filter(one => one.table === table && !'#*'.includes(one.column)).map(one => one.column);
  const [only] = followed.length === 1 ? followed : [];
  const adds = only === undefined ? '1' : `below.${identifier(only)}`;
  const on = passed.map(one => joined(one, identity)).join(' and ');
  const sql = `select ${identitySelect('below', identity)}, ${adds} as _c
from ${place.rows} as above join ${quoted(table)} as below on ${on}`;
  await keepPairs(ground, place, { sql, table, identity });
  const isUnchanged = passed.some(one => one.below === only && place.columns.includes(one.above));
  const isWhole = place.columns.length === 0 || isUnchanged;
  return { table, columns: followed, shows: followed, rows: nextRows(place), found: 'passed', isWhole };
}

interface Passed {
  above: string;
  below: string;
}

function passedFrom({ sources }: Ground, place: Place, table: string): Passed[] {
  const columns: ColumnSource[] = sources.get(place.table)?.columns ?? [];
  return columns.flatMap(({ column, passes, feeds: [feed] }) =>
    passes && feed?.table === table ? [{ above: column, below: feed.column }] : [],
  );
}

/** A row is found by what tells it apart; other columns may be null on both sides. */
function joined({ above, below }: Passed, identity: string[]): string {
  const [a, b] = [`above.${identifier(above)}`, `below.${identifier(below)}`];
  return identity.includes(below) ? `${a} = ${b}` : `${a} is not distinct from ${b}`;
}
