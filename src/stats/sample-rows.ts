import { random } from './random.js';
import { type Columns, valueOrder } from './value-order.js';

/**
 * Up to `size` rows drawn without replacement; which ones does not depend on the order in which the rows came, only on their values and
 * the seed. All rows, in the order they came, where there are no more. The values must be finite.
 */
export function sampleRows(columns: Columns, size: number, seed: number): Uint32Array {
  const rows = columns[0]?.length ?? 0;
  if (rows <= size) return Uint32Array.from({ length: rows }, (_, row) => row);
  const order = valueOrder(columns);
  const { uniform } = random(seed);
  for (let at = 0; at < size; at++) {
    const other = at + Math.floor(uniform() * (rows - at));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order.slice(0, size);
}
