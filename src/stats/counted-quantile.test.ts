import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedQuantile } from './counted-quantile.js';
import { quantile } from './quantile.js';
import { runningTotal } from './running-total.js';

describe('countedQuantile', () => {
  it('is an exact fraction: the .2 quantile of 1, 2, 2, 2 is 8/5 (R: 1.6)', () => {
    const found = countedQuantile(BigInt64Array.of(1n, 2n), Float64Array.of(1, 4), 1, 5);
    expect(found).toEqual({ numerator: 8n, denominator: 5n });
  });

  it('hits 63 where doubles miss it: the .7 quantile of 0 to 90 is 63, but 90 × .7 is 62.99999999999999', () => {
    const values = BigInt64Array.from({ length: 91 }, (_, index) => BigInt(index));
    const { numerator, denominator } = countedQuantile(values, runningTotal(Array(91).fill(1)), 7, 10);
    expect(numerator).toBe(63n * denominator);
    expect(quantile([...values].map(Number), 0.7)).toBeLessThan(63);
  });

  it('is the plain quantile of the values written out', () => {
    const entries = fc.array(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 5 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 9 }), (drawn, part) => {
        const counts = new Map(drawn);
        const ascending = [...counts.keys()].sort((a, b) => a - b);
        const until = runningTotal(ascending.map(value => counts.get(value) as number));
        const { numerator, denominator } = countedQuantile(BigInt64Array.from(ascending, BigInt), until, part, 10);
        const written = ascending.flatMap(value => Array(counts.get(value)).fill(value));
        expect(Number(numerator) / Number(denominator)).toBeCloseTo(quantile(written, part / 10), 9);
      }),
      { seed: 3 },
    );
  });

  it('has no answer for no observations', () => {
    expect(() => countedQuantile(new BigInt64Array(), new Float64Array(), 1, 5)).toThrow('no observations');
  });
});
