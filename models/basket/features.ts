import { type Column, column, type Table } from '../../src/table.js';
import type { Feature } from '../model.js';
import { about } from './training.js';

/** The columns of feature.customer_item that a score needs. */
export const basketFeatures: Feature[] = [
  { name: 'customer_id', unit: 'id' },
  { name: 'as_of', unit: 'date' },
  { name: 'bought_list', unit: 'item keys and days' },
];

/**
 * Baskets as columns, in the order of baskets and items, and the names of the items; groups of products are items below zero. Where customers
 * share a basket, each has entries of their own, and of an order that took days each day has.
 */
export interface Entries {
  basket: Int32Array;
  item: Int32Array;
  customer: Int32Array;
  day: Int32Array;
  /** What the item of the basket brought by that entry. */
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
  /** What a product costs, and what a sale of it leaves, where that is asked for and known. */
  prices: Map<number, number>;
  margins: Map<number, number>;
}

/** What `training` answers, taken apart. */
export function entriesOf(features: Table): Entries {
  const of = (name: string) => column(features, name).values as Int32Array;
  const { present } = column(features, 'basket');
  const count = present ? present.reduce((sum, flag) => sum + flag, 0) : features.rows;
  const [basket, item] = [of('basket').subarray(0, count), of('item')];
  const [words, kinds, parents] = [
    column(features, 'word').values as string[],
    of('about'),
    column(features, 'parent'),
  ];
  const listed = Array.from({ length: features.rows - count }, (_, at) => count + at);
  const wordsAbout = (kind: number) =>
    new Map(listed.filter(at => kinds[at] === kind).map(at => [item[at] as number, words[at] as string]));
  const value = column(features, 'value').values as Float64Array;
  const numbersAbout = (kind: number) =>
    new Map(listed.filter(at => kinds[at] === kind).map(at => [item[at] as number, value[at] as number]));
  return {
    basket,
    item: item.subarray(0, count),
    customer: of('customer').subarray(0, count),
    day: of('day').subarray(0, count),
    value: value.subarray(0, count),
    part: partsOf(column(features, 'part'), basket, wordsAbout(about.part)),
    baskets: count === 0 ? 0 : (basket[count - 1] as number) + 1,
    names: wordsAbout(about.name),
    parents: new Map(
      listed
        .filter(at => kinds[at] === about.name && parents.present?.[at] !== 0)
        .map(at => [item[at] as number, parents.values[at] as number]),
    ),
    ids: wordsAbout(about.id),
    categories: wordsAbout(about.category),
    prices: numbersAbout(about.price),
    margins: numbersAbout(about.margin),
  };
}

function partsOf({ values, present }: Column, basket: Int32Array, names: Map<number, string>): string[] {
  const parts: string[] = [];
  if (names.size === 0) return parts;
  for (let at = 0; at < basket.length; at++)
    if (present?.[at] !== 0) parts[basket[at] as number] = names.get(values[at] as number) as string;
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

/** The baskets of those that are wanted, numbered anew. */
export function basketsAt(entries: Entries, isIn: (at: number) => boolean): Entries {
  const kept = entriesAt(entries, isIn);
  const old: number[] = [];
  const basket = kept.basket.map(one => {
    if (one !== old.at(-1)) old.push(one);
    return old.length - 1;
  });
  const part = entries.part.length === 0 ? [] : old.map(one => entries.part[one] as string);
  return { ...kept, basket, baskets: old.length, part };
}
