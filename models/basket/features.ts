import { type Column, column, type Table } from '../../src/table.js';
import type { Feature } from '../model.js';

/** The columns of feature.customer_item that a score needs. */
export const basketFeatures: Feature[] = [
  { name: 'customer_id', unit: 'id' },
  { name: 'as_of', unit: 'date' },
  { name: 'bought_list', unit: 'item keys and days' },
];

/** Baskets as columns, and the names of the items; groups of products are items below zero. */
export interface Entries {
  basket: Int32Array;
  item: Int32Array;
  customer: Int32Array;
  day: Int32Array;
  /** What the item of the basket brought. */
  value: Float64Array;
  /** The part that each basket is of; empty where none is. */
  part: string[];
  baskets: number;
  names: Map<number, string>;
  /** The group that an item belongs to, where it does. */
  parents: Map<number, number>;
  /** The number and the category of a product, where it has them. */
  ids: Map<number, string>;
  categories: Map<number, string>;
}

/** What `training` answers, taken apart. */
export function entriesOf(features: Table): Entries {
  const of = (name: string) => column(features, name).values as Int32Array;
  const { present } = column(features, 'basket');
  const count = present ? present.reduce((sum, flag) => sum + flag, 0) : features.rows;
  const basket = of('basket').subarray(0, count);
  const names = column(features, 'name').values as string[];
  const item = of('item');
  const listed = [...item.keys()].slice(count);
  const mapped = <Value>({ values, present }: Column) =>
    new Map(listed.filter(at => present?.[at] !== 0).map(at => [item[at] as number, values[at] as Value]));
  return {
    basket,
    item: item.subarray(0, count),
    customer: of('customer').subarray(0, count),
    day: of('day').subarray(0, count),
    value: (column(features, 'value').values as Float64Array).subarray(0, count),
    part: partsOf(features, basket),
    baskets: count === 0 ? 0 : (basket[count - 1] as number) + 1,
    names: new Map(listed.map(at => [item[at] as number, names[at] as string])),
    parents: mapped<number>(column(features, 'parent')),
    ids: mapped<string>(column(features, 'item_id')),
    categories: mapped<string>(column(features, 'category')),
  };
}

function partsOf(features: Table, basket: Int32Array): string[] {
  const { values, present } = column(features, 'part');
  const parts: string[] = [];
  for (const [at, one] of basket.entries()) if (!present || present[at] === 1) parts[one] = values[at] as string;
  return parts;
}

/** The entries without groups of products. */
export function productsOf(entries: Entries): Entries {
  if (entries.parents.size === 0) return entries;
  return entriesAt(entries, at => (entries.item[at] as number) >= 0);
}

/** Those that are wanted. */
export function entriesAt(entries: Entries, isIn: (at: number) => boolean): Entries {
  const { basket, item, customer, day, value } = entries;
  const room = new Int32Array(item.length);
  let used = 0;
  for (let at = 0; at < item.length; at++) if (isIn(at)) room[used++] = at;
  const places = room.subarray(0, used);
  const of = (values: Int32Array) => places.map(at => values[at] as number);
  return {
    ...entries,
    basket: of(basket),
    item: of(item),
    customer: of(customer),
    day: of(day),
    value: Float64Array.from(places, at => value[at] as number),
  };
}
