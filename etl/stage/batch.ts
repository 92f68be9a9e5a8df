import { literal } from '../../src/engine/engine.js';
import { localClock } from '../../src/local-clock.js';
import type { Delivery } from './account.js';
import type { StageTable } from './table.js';

/** A delivery and when it was landed: ISO, UTC. */
export interface DatedDelivery extends Delivery {
  landed_at: string;
}

/**
 * When each batch was landed (local time), the day that counts as: the effective time of records that name none; and what it delivered.
 * Of one source they come in the order in which they were landed: where the clock was set back, the day does not go back with it, else
 * what was told last would count as older.
 */
export function batchTable(deliveries: DatedDelivery[], timeZone: string): StageTable {
  const latest = new Map<string, string>();
  const rows = deliveries.map(({ source, batch, landed_at, rows, refused, repeats, erased }) => {
    const { date, time } = localClock(new Date(landed_at), timeZone);
    const day = [latest.get(source) ?? '', date].sort().at(-1) as string;
    latest.set(source, day);
    const times = [`${date} ${time}`, day].map(text => `cast(${literal(text)} as timestamp)`);
    const counts = [rows + refused, repeats, erased].map(count => `cast(${count} as bigint)`);
    return `(${[literal(source), literal(batch), ...times, ...counts].join(', ')})`;
  });
  const columns = 'source, batch, landed_at, business_at, landed, exact_repeats, erased';
  const none = `select cast(null as varchar) as source, cast(null as varchar) as batch, cast(null as timestamp) as landed_at,
  cast(null as timestamp) as business_at, cast(null as bigint) as landed, cast(null as bigint) as exact_repeats, cast(null as bigint) as erased
where false`;
  return {
    table: 'stage.batch',
    kind: 'table',
    sentence: 'One row per batch: when it was landed, the business day it belongs to, and what it delivered.',
    key: ['source', 'batch'],
    select: rows.length > 0 ? `select ${columns} from (values ${rows.join(', ')}) as batch (${columns})` : none,
    shape: none,
    sources: [],
  };
}
