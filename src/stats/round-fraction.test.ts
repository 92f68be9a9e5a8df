import { expect, it } from 'vitest';
import { ceilFraction, floorFraction } from './round-fraction.js';

it.each([
  { numerator: 7n, denominator: 2n, floor: 3n, ceil: 4n },
  { numerator: -7n, denominator: 2n, floor: -4n, ceil: -3n },
  { numerator: 6n, denominator: 2n, floor: 3n, ceil: 3n },
  { numerator: -6n, denominator: 2n, floor: -3n, ceil: -3n },
  { numerator: 0n, denominator: 5n, floor: 0n, ceil: 0n },
])('$numerator / $denominator lies from $floor to $ceil', ({ floor, ceil, ...fraction }) => {
  expect(floorFraction(fraction)).toBe(floor);
  expect(ceilFraction(fraction)).toBe(ceil);
});
