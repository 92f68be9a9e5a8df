import { identifier } from '../../engine/engine.js';
import type { Beneath } from './beneath.js';
import { columnNames, type Ground } from './ground.js';
import { identityOf } from './identity.js';
import { identitySelect, keepPairs } from './pairs.js';
import { nextRows, type Place } from './place.js';

const table = 'conform.order_header';

/** Headers, and the lines that they say something for. */
export interface Headers {
  above: Place;
  below: Beneath;
}

/**
 * The headers that say for lines of orders what these do not say themselves: where lines are counted anything, else what is followed.
 * Undefined where no header can. Throws QueryError.
 */
export async function headersOf(ground: Ground, place: Place): Promise<Headers | undefined> {
  const lines = ground.tables.get('conform.order_line');
  if (place.table !== lines?.table || lines.origin !== 'generated' || !lines.inputs.includes(table)) return undefined;
  const key = identityOf(ground, table) ?? [];
  const said = (columnNames(ground, table) ?? []).filter(name => columnNames(ground, place.table)?.includes(name));
  const given = said.filter(name => !key.includes(name));
  const columns = given.filter(name => place.columns.includes(name));
  if (place.columns.length > 0 && columns.length === 0) return undefined;
  const above = { ...place, rows: 'number_header_rows0' };
  await ground.engine.run(`create or replace temp table ${above.rows} as select * from ${place.rows}`);
  const [only] = columns.length === 1 ? columns : [];
  const record = (identityOf(ground, 'stage.order_line') ?? []).map(name => identifier(name));
  const isGiven = (columns.length > 0 ? columns : given)
    .map(name => `line.${identifier(name)} is null and header.${identifier(name)} is not null`)
    .join(' or ');
  const sql = `select ${identitySelect('header', key)}, ${only ? `header.${identifier(only)}` : 1} as _c
from ${above.rows} as above
join stage.order_line as line on ${record.map(name => `line.${name} is not distinct from above.${name}`).join(' and ')}
join ${table} as header on header.source = line._system and header.order_id = line.order_id
where ${isGiven}`;
  await keepPairs(ground, above, { sql, table, identity: key });
  const below = { table, columns, shows: columns, rows: nextRows(above), found: 'evaluated' as const };
  return { above, below: { ...below, isWhole: only !== undefined } };
}
