import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { kmeans } from '../../src/stats/kmeans.js';
import { compared } from './candidates.js';
import { drawOf } from './draw.js';
import { segmentDefaults } from './options.js';

const iris = '../shared/data/clustering/iris.csv';

/** Truth: docs/segment.md, "How many". */
it.each([
  [1, 1001, 1],
  [20, 1001, 4],
  [50, 1001, 10],
  [20, 1000, 20],
])('of %i starts each number of segments is tried on %i rows from %i', (starts, length, tried) => {
  const columns = [Float64Array.from({ length }, (_, row) => (row % 3) * 10 + (row % 40) / 40)];
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
  expect(seen.slice(0, 3)).toEqual([tried, tried, tried]);
  expect(new Set(seen).size).toBe(1);
});

/** Truth: the data sheet. */
it.skipIf(!existsSync(iris))(
  `${existsSync(iris) ? '' : `not run, ${iris} is absent: `}finds the least sums of few rows for every number of segments`,
  () => {
    const rows = readFileSync(iris, 'utf8')
      .trim()
      .split('\n')
      .map(line => line.split(',').map(Number));
    const columns = [0, 1, 2, 3].map(at => Float64Array.from(rows, row => row[at] as number));
    const { candidates } = compared(
      { steps: [], columns },
      { ...segmentDefaults },
      { draw: drawOf(columns, 1), clustering: kmeans },
    );
    expect(candidates.slice(0, 3).map(one => Number(one.sse.toFixed(4)))).toEqual([152.3687, 78.9408, 57.3179]);
  },
);
