import { expect, it } from 'vitest';
import { gower } from './gower.js';

/** The first three rows of R's `flower`, with the ends of its columns of numbers behind them: ordered words count by their rank, as `daisy` has it. */
const flower = [
  ['0', '1', '0', null, null],
  ['1', '0', '1', null, null],
  ['1', '0', '0', null, null],
  ['4', '2', '3', null, null],
  Float64Array.of(3, 1, 3, 1, 3),
  Float64Array.of(15, 3, 1, 1, 18),
  Float64Array.of(25, 150, 150, 20, 200),
  Float64Array.of(15, 50, 50, 10, 60),
];

/** Truth: `as.matrix(daisy(flower))[1:3, 1:3]` of R's package cluster: 0.8875408, 0.5272467 and 0.5147059, as its users print it. */
it('is that of daisy for the first of the flowers', () => {
  const [second, third, , , both] = gower(flower);
  expect(second).toBeCloseTo(0.8875408, 7);
  expect(third).toBeCloseTo(0.5272467, 7);
  expect(both).toBeCloseTo(0.5147059, 7);
});

/** Truth: by hand, (5/10 + 1)/2, (10/10 + 1)/2 and (5/10 + 0)/2; what one of two rows has not is not counted. */
it('leaves out what is missing in one of two rows', () => {
  expect([...gower([Float64Array.of(0, 5, 10), ['a', 'b', 'b']])]).toEqual([0.75, 1, 0.25]);
  expect([...gower([Float64Array.of(0, Number.NaN, 10), ['a', 'b', null]])]).toEqual([1, 1, Number.NaN]);
});

it('of equal columns is 0, of one row or none nothing', () => {
  expect([...gower([Float64Array.of(4, 4), ['a', 'a']])]).toEqual([0, 0].slice(1));
  expect([...gower([Float64Array.of(4)]), ...gower([])]).toEqual([]);
});
