import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ticks } from './ticks.js';

it('takes round steps around the values, with zero among them', () => {
  expect(ticks([3, 870])).toEqual([0, 250, 500, 750, 1000]);
  expect(ticks([-20, 100])).toEqual([-50, 0, 50, 100]);
  expect(ticks([0.1, 0.3])).toEqual([0, 0.1, 0.2, 0.3]);
  expect(ticks([])).toEqual([0, 1]);
  expect(ticks([0])).toEqual([0, 1]);
});

it('covers every value with few steps', () => {
  const value = fc
    .double({ min: -1e12, max: 1e12, noNaN: true, noDefaultInfinity: true })
    .map(x => Math.round(x * 100) / 100);
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), values => {
      const marks = ticks(values);
      const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
      const hair = (high - low) * 1e-8;
      expect(marks[0]).toBeLessThanOrEqual(low + hair);
      expect(marks.at(-1)).toBeGreaterThanOrEqual(high - hair);
      expect(marks).toContain(0);
      expect(marks.length).toBeLessThanOrEqual(7);
    }),
    { seed: 1 },
  );
});
