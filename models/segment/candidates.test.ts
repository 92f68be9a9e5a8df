import { expect, it } from 'vitest';
import { kmeans } from '../../src/stats/kmeans.js';
import { compared } from './candidates.js';
import { drawOf } from './draw.js';
import { segmentDefaults } from './options.js';

/** Truth: docs/segment.md, "How many". */
it.each([
  [1, 1],
  [20, 4],
  [50, 10],
])('of %i starts each number of segments is tried from %i', (starts, tried) => {
  const columns = [Float64Array.from({ length: 40 }, (_, row) => (row % 3) * 10 + row / 40)];
  const seen: number[] = [];
  compared(
    { steps: [], columns },
    { ...segmentDefaults, starts },
    {
      draw: drawOf(columns, 1),
      clustering: (some, how) => {
        if (how.nInit !== 2) seen.push(how.nInit);
        return kmeans(some, how);
      },
    },
  );
  expect(seen).toEqual([tried, tried, tried]);
});
