import { stabilityIndex } from '../../src/stats/stability-index.js';
import type { Table } from '../../src/table.js';
import { entriesOf } from './features.js';
import type { BasketFitted } from './fit.js';
import { minedOf } from './mined.js';

/** The stability index of the entries that are mined by item: those of the popular items one by one, and those of all others together. */
export function drift({ popular, entries, oversized }: BasketFitted, features: Table): number {
  const now = minedOf(entriesOf(features), oversized.largest);
  const bins = new Map(popular.map(({ item }, at) => [item, at]));
  const counts = Array<number>(popular.length + 1).fill(0);
  for (const item of now.item) {
    const bin = bins.get(item) ?? popular.length;
    counts[bin] = (counts[bin] as number) + 1;
  }
  const before = popular.map(({ count }) => count);
  return stabilityIndex([...before, entries - before.reduce((sum, count) => sum + count, 0)], counts);
}
