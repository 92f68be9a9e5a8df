import { describe, expect, it } from 'vitest';
import { random, splitmix64, xoshiro128 } from './random.js';

describe('random', () => {
  it('draws what the reference C program of xoshiro128** 1.1 draws from the state 1, 2, 3, 4', () => {
    const stream = xoshiro128([1, 2, 3, 4]);
    const reference = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849];
    expect(reference.map(stream.uint32)).toEqual(reference);
  });

  it('fills its state as the reference splitmix64 does from 1234567', () => {
    expect(splitmix64(1234567n, 5)).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });

  it('has frozen streams: these bits never change', () => {
    const stream = random(1);
    expect([stream.uint32(), stream.uint32(), stream.uint32()]).toMatchInlineSnapshot(`
      [
        1695105466,
        1423115009,
        634581793,
      ]
    `);
    expect([stream.uniform(), stream.uniform()]).toMatchInlineSnapshot(`
      [
        0.24871615444782003,
        0.9747467330065595,
      ]
    `);
  });

  it('spreads evenly over [0, 1): a tenth in each tenth', () => {
    const { uniform } = random(7);
    const tenths = Array(10).fill(0);
    for (let draw = 0; draw < 100_000; draw++) tenths[Math.floor(uniform() * 10)]++;
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('refuses a seed that is no whole number', () => {
    expect(() => random(1.5)).toThrow('a seed is a whole number from 0, not 1.5');
    expect(() => random(-1)).toThrow(RangeError);
  });
});
