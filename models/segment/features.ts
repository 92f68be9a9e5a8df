import { identifier } from '../../src/engine/engine.js';
import type { Feature } from '../model.js';
import { stageColumns } from './declared-stages.js';
import { type SegmentOptions, segmentDefaults } from './options.js';

/** The column whose mean puts the segments in order, where it is there. */
export const valueColumn = 'revenue';

/** Columns of feature.customer that say who a customer is. */
export const keys = ['customer_durable_key', 'customer_key', 'customer_id', 'as_of'];

/** The columns of feature.customer that these options need. */
export function segmentFeatures(options: Pick<SegmentOptions, 'columns'> & Partial<SegmentOptions>): Feature[] {
  const { numbers, words } = needed({ ...segmentDefaults, ...options });
  const own = [...numbers.map(name => ({ name, unit: unitOf(name) })), ...words.map(name => ({ name, unit: 'word' }))];
  return [{ name: 'customer_id', unit: 'id' }, { name: 'as_of', unit: 'date' }, ...own];
}

/** One row per customer with the columns as doubles and words; always in the same order. */
export function training(options: SegmentOptions): string {
  const { numbers, words } = needed(options);
  const as = (type: string) => (name: string) => `cast(${identifier(name)} as ${type}) as ${identifier(name)}`;
  const own = [...numbers.map(as('double')), ...words.map(as('varchar'))];
  return `select customer_id, ${own.join(', ')}\nfrom feature.customer\norder by customer_id`;
}

/** What is clustered by, as it is listed, and what else says the stage. */
function needed(options: SegmentOptions): { numbers: string[]; words: string[] } {
  const { numbers, words } = stageColumns(options);
  return {
    numbers: [...options.columns, ...numbers.filter(name => !options.columns.includes(name))],
    words: [...options.categories, ...words.filter(name => !options.categories.includes(name))],
  };
}

/** As its name ends. */
function unitOf(name: string): string {
  if (/days(_|$)/.test(name)) return 'days';
  if (/(share|trend|ratio|variation)$/.test(name)) return 'share';
  if (/(amount|revenue)/.test(name)) return 'reporting currency';
  return 'count';
}
