import { expect, it } from 'vitest';
import { drawnHolds } from '../../fixtures/drawn-holds.js';

/* The truth is loops over the rows of a star that is drawn too: bridges, ragged levels, versions, facts without members. */
it.each([1, 2])('a cube over star %i answers any question as loops over its rows do', async star => {
  const { answered, fromAggregates, drilled, refused } = await drawnHolds(star, { seed: 8, numRuns: 24 });
  const rightly =
    / needs a level of time$| is in no hierarchy, so it has no | of several periods together is not defined$/;
  expect(refused.filter(words => !rightly.test(words))).toEqual([]);
  expect(answered).toBeGreaterThan(18);
  expect(fromAggregates).toBeGreaterThan(0);
  expect(drilled).toBeGreaterThan(9);
});
