import { literal } from '../../src/engine/engine.js';
import type { StageTable } from './table.js';

/** When each batch was landed (local time), and the day that counts as: the effective time of records that name none. */
export function batchTable(
  batches: { source: string; batch: string; landed_at: string }[],
  timeZone: string,
): StageTable {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const rows = batches.map(({ source, batch, landed_at }) => {
    const landed = local.format(new Date(landed_at));
    const times = [landed, landed.slice(0, 10)].map(text => `cast(${literal(text)} as timestamp)`);
    return `(${[literal(source), literal(batch), ...times].join(', ')})`;
  });
  const columns = 'source, batch, landed_at, business_at';
  const none =
    'select cast(null as varchar) as source, cast(null as varchar) as batch, cast(null as timestamp) as landed_at, cast(null as timestamp) as business_at where false';
  return {
    table: 'stage.batch',
    kind: 'table',
    sentence: 'One row per batch: when it was landed, and the business day it belongs to.',
    key: ['source', 'batch'],
    select: rows.length > 0 ? `select ${columns} from (values ${rows.join(', ')}) as batch (${columns})` : none,
    sources: [],
  };
}
