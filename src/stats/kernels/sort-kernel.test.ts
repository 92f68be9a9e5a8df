import { describe, expect, it } from 'vitest';
import { random } from '../random.js';
import { codeNumbers, distinctNumbers } from './code-numbers.js';
import { cutNumbers, sortNumbers } from './sort-kernel.js';

const { uniform } = random(3);
const strange = [Number.NaN, -0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -5e-324];
const numbers = (length: number) =>
  Float64Array.from({ length }, (_, at) =>
    at % 9 === 0 ? (strange[at % 7] as number) : (uniform() - 0.5) * 10 ** Math.round(uniform() * 20 - 10),
  );

/** Truth: `Float64Array.prototype.sort`. */
describe('numbers are sorted', () => {
  it.each([0, 1, 255, 256, 5000, 16_384, 20_000])('bit for bit as JavaScript does, %d of them', length => {
    const given = numbers(length);
    const wanted = Float64Array.from(given).sort();
    expect(sortNumbers(given).every((value, at) => Object.is(value, wanted[at]))).toBe(true);
  });

  it('and each is there once, without what is none', () => {
    const given = Float64Array.from({ length: 9000 }, (_, at) => (at % 3 === 0 ? Number.NaN : at % 50));
    expect([...distinctNumbers(given)]).toEqual(Array.from({ length: 50 }, (_, at) => at));
    expect([...distinctNumbers([Number.NaN, 2, 1, 2])]).toEqual([1, 2]);
    expect([...distinctNumbers([])]).toEqual([]);
  });
});

/** Truth: by hand. */
describe('numbers are cut', () => {
  it('into bins of equally many', () => {
    expect([...cutNumbers([8, 1, 7, 2, 6, 3, 5, 4, Number.NaN], 4)]).toEqual([2.5, 4.5, 6.5]);
  });

  it('so that one that fills a bin has it alone, and the rest shares the others', () => {
    expect([...cutNumbers([1, 2, 3, 4, 5, 5, 5, 5, 6, 7, 8, 9], 4)]).toEqual([4.5, 5.5]);
  });

  it('between all different ones where those are few, and not where there is nothing between', () => {
    expect([...cutNumbers([3, 1, 1, 1, 3, 2], 4)]).toEqual([1.5, 2.5]);
    expect([...cutNumbers([2, 2], 4)]).toEqual([]);
    expect([...cutNumbers([], 4)]).toEqual([]);
    const next = 1 + Number.EPSILON;
    expect([...cutNumbers([1, next], 4)]).toEqual([1]);
  });
});

/** Truth: by hand. */
describe('numbers are coded', () => {
  it('by how many limits lie below, what is none apart', () => {
    const given = [5, Number.NaN, -1, 0, 2.5, 9, 9.5];
    expect([...codeNumbers(given, Float64Array.of(0, 2, 5, 9), 7)]).toEqual([2, 7, 0, 0, 2, 3, 4]);
    expect([...codeNumbers([1, Number.NaN], new Float64Array(), 1)]).toEqual([0, 1]);
  });
});
