import { column, type Table } from '../../src/table.js';
import type { Feature } from '../model.js';

/** The columns of feature.customer_item that a score needs. */
export const basketFeatures: Feature[] = [
  { name: 'customer_id', unit: 'id' },
  { name: 'as_of', unit: 'date' },
  { name: 'item_list', unit: 'item keys' },
];

/**
 * One row per basket and item, with the day and the customer of the basket; after them one row per item with its name, without a basket.
 * Baskets are numbered from 0 in the order of their source and number.
 */
export const training = `with entries as (
  select
    cast(dense_rank() over (order by source, order_id) - 1 as integer) as basket,
    product_durable_key as item,
    customer_durable_key as customer,
    date_key as day
  from mart.basket
  where product_durable_key > 0
)
select basket, item, customer, day, cast(null as varchar) as name
from entries
union all
select null, item, null, null, name
from feature.item
order by basket nulls last, item`;

/** Baskets as columns, and the names of the items. */
export interface Entries {
  basket: Int32Array;
  item: Int32Array;
  customer: Int32Array;
  day: Int32Array;
  baskets: number;
  names: Map<number, string>;
}

/** What `training` answers, taken apart. */
export function entriesOf(features: Table): Entries {
  const of = (name: string) => column(features, name).values as Int32Array;
  const { present } = column(features, 'basket');
  const count = present ? present.reduce((sum, flag) => sum + flag, 0) : features.rows;
  const basket = of('basket').subarray(0, count);
  const names = column(features, 'name').values as string[];
  const item = of('item');
  return {
    basket,
    item: item.subarray(0, count),
    customer: of('customer').subarray(0, count),
    day: of('day').subarray(0, count),
    baskets: count === 0 ? 0 : (basket[count - 1] as number) + 1,
    names: new Map(Array.from(item.subarray(count), (one, at) => [one, names[count + at] as string])),
  };
}
