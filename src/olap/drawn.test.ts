import { expect, it } from 'vitest';
import { drawnHolds } from '../../fixtures/drawn-holds.js';

/** Questions that docs/cube.md says have no answer. */
const rightly = [
  / needs a level of time$/,
  / is in no hierarchy, so it has no /,
  / of several periods together is not defined$/,
  /^totals of what is shown cannot be made across the bridge /,
  /^calculated members do not go with totals of what is shown$/,
  /^open does not go with visual totals of the top of what is below/,
];

/* The truth is loops over the rows of a star that is drawn too: bridges, ragged levels, versions, facts without members. */
it.each([1, 2])('a cube over star %i answers any question as loops over its rows do', async star => {
  const { answered, fromAggregates, drilled, refused } = await drawnHolds(star, { seed: 8, numRuns: 24 });
  expect(refused.filter(words => !rightly.some(one => one.test(words)))).toEqual([]);
  expect(answered).toBeGreaterThan(14);
  expect(fromAggregates).toBeGreaterThan(0);
  expect(drilled).toBeGreaterThan(6);
});
