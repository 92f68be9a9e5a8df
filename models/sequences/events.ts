import type { SequenceEntries } from '../../src/stats/sequences/events.js';
import { column, type Table } from '../../src/table.js';
import type { MiningTask } from '../mining.js';

/** The records as entries: customers and items by name, an event by the time of its basket where there are baskets. */
export function eventFeatures({ columns }: MiningTask): Record<string, string> {
  const moment = columns.basket ? 'min("time") over (partition by customer, basket)' : '"time"';
  return {
    'mine.event': `select distinct customer, ${moment} as moment, item from mine.record`,
  };
}

/** One row per customer, moment and item, by number; after them one row per item with its name. */
export const eventTraining = `with entries as (
  select
    cast(dense_rank() over (order by customer) - 1 as integer) as customer,
    moment,
    cast(dense_rank() over (order by item) - 1 as integer) as item,
    item as name
  from mine.event
)
select customer, moment, item, cast(null as varchar) as name
from entries
union all
select distinct null, null, item, name
from entries
order by customer nulls last, moment, item`;

/** What the training answers: the entries, and the names of the items by their numbers. */
export function eventsOf(features: Table): { entries: SequenceEntries; names: string[] } {
  const of = (name: string) => column(features, name).values as Int32Array;
  const { present } = column(features, 'customer');
  const count = present ? present.reduce((sum, flag) => sum + flag, 0) : features.rows;
  const customers = of('customer').subarray(0, count);
  const items = of('item').subarray(0, count);
  const times = (column(features, 'moment').values as Float64Array).subarray(0, count);
  const n = count === 0 ? 0 : (customers[count - 1] as number) + 1;
  return { entries: { customers, times, items, n }, names: (column(features, 'name').values as string[]).slice(count) };
}
