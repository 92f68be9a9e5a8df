import { CliError, exitCode } from '../../src/errors.js';
import { inOrder } from '../../src/stats/kmeans-order.js';
import { steadyTotals } from '../../src/stats/steady-totals.js';
import type { Clustered } from './clustering.js';

/** What a start came to. */
export type Run = Omit<Clustered, 'k' | 'spread'>;

/** The run of the least sum, of those that left no cluster empty: the others are no partitions into k. Throws CliError (usage) where there is none. */
export function bestRun(runs: Run[], k: number, hint: string): Clustered {
  const whole = runs.filter(run => run.sizes.every(size => size > 0));
  const [least] = whole.toSorted((a, b) => a.sse - b.sse);
  if (!least) throw new CliError(`segment: one of ${k} segments was left empty from every start`, exitCode.usage, hint);
  return { k, ...inOrder(least), sse: least.sse, spread: whole.map(run => run.sse) };
}

/** A partition with its sizes, and the sum of squared distances from the centres. */
export function measured(columns: Float64Array[], labels: Uint16Array, centers: number[][]): Run {
  const sizes = centers.map(() => 0);
  const squares = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    const center = centers[label] as number[];
    sizes[label] = (sizes[label] as number) + 1;
    let square = 0;
    for (let d = 0; d < columns.length; d++) square += ((columns[d]?.[row] as number) - (center[d] as number)) ** 2;
    squares[row] = square;
  }
  const [sse] = steadyTotals(squares, new Uint8Array(labels.length), 1) as unknown as [number];
  return { labels, centers, sizes, sse };
}
