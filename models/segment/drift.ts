import { stabilityIndex } from '../../src/stats/stability-index.js';
import type { Table } from '../../src/table.js';
import { distanceShares, distancesOf } from './distances.js';
import type { SegmentFitted } from './fit.js';
import { givenFor, preparedColumn, type Tenths } from './prepare.js';
import { stagesOf } from './stage.js';

/** The column that moved most, or the stages: the stability index of customers per tenth, those of the fit against those now, in the tenths of the fit. */
export function drift(fitted: SegmentFitted, features: Table): number {
  return Math.max(0, ...indices(fitted, now(fitted, features)).map(one => one.index));
}

/** How far each column has moved, the farthest first, and how far customers are from their centres now. */
export function moved(fitted: SegmentFitted, features: Table): string[] {
  const { steps, distances, clusters } = fitted;
  if (steps.length === 0 || features.rows === 0) return [];
  const { columns, places } = now(fitted, features);
  const found = indices(fitted, { columns, places })
    .sort((a, b) => b.index - a.index)
    .map(({ index, name }) => `${name} ${index.toFixed(4)}`);
  const near = distancesOf(columns, clusters, places);
  const told = distanceShares.map(
    (share, at) => `${share * 100} % up to ${distances[at]?.toFixed(2)}, now ${near[at]?.toFixed(2)}`,
  );
  return [`stability index of each column: ${found.join(', ')}`, `distance to the own centre: ${told.join('; ')}`];
}

/** The customers as the fit would have prepared them, and the stages that they are in. */
interface Now {
  columns: Float64Array[];
  places: Uint16Array;
}

function now({ steps, stages }: SegmentFitted, features: Table): Now {
  const columns = steps.map(step => preparedColumn(step, givenFor(step, features).values));
  return { columns, places: stagesOf(stages, features) };
}

function indices(
  { steps, tenths, stages }: SegmentFitted,
  { columns, places }: Now,
): { name: string; index: number }[] {
  const found = columns.map((values, at) => {
    const { cuts, counts } = tenths[at] as Tenths;
    return { name: steps[at]?.column as string, index: stabilityIndex(counts, countsWithin(cuts, values)) };
  });
  if (stages.length < 2) return found;
  const counts = stages.map(() => 0);
  for (const place of places) counts[place] = (counts[place] as number) + 1;
  return [
    ...found,
    {
      name: 'stage',
      index: stabilityIndex(
        stages.map(one => one.customers),
        counts,
      ),
    },
  ];
}

/** How many values lie up to each cut and not up to the one before it, and how many above the last. */
function countsWithin(cuts: number[], values: Float64Array): number[] {
  const counts = Array<number>(cuts.length + 1).fill(0);
  for (const value of values) {
    const within = cuts.findIndex(cut => value <= cut);
    const at = within < 0 ? cuts.length : within;
    counts[at] = (counts[at] as number) + 1;
  }
  return counts;
}
