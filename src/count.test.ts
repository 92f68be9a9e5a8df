import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../scripts/house.js';
import { count, percent } from './count.js';

describe('a number and its noun', () => {
  it('are one or several, with thousands', () => {
    expect([count(0, 'row'), count(1, 'row'), count(541_909, 'row'), count(2, 'leaf', 'leaves')]).toEqual([
      '0 rows',
      '1 row',
      '541,909 rows',
      '2 leaves',
    ]);
  });

  it('are put together nowhere else', () => {
    const own =
      /=== 1 \? ''|function (?:plural|counted)\(\w+: number, \w+: string\)|\$\{count\([^{},]*\)\} [a-z]{2,}s\b/;
    const twins = sourceFiles(['src', 'etl', 'models'], '.ts').filter(({ text }) => own.test(text));
    expect(twins.map(({ path }) => path)).toEqual([]);
  });
});

it('a share is told as it was declared, without the noise of binary fractions', () => {
  expect([percent(0.07), percent(0.29), percent(0.125), percent(1)]).toEqual(['7 %', '29 %', '12.5 %', '100 %']);
});
