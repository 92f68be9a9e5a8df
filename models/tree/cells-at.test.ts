import { expect, it } from 'vitest';
import { cellsAt } from './cells-at.js';

it('a word that is no level is none of them, the empty one neither', () => {
  const levels = ['', 'a'];
  const values = Float64Array.of(0, 1, 2, Number.NaN);
  const cells = cellsAt([{ name: 'w', kind: 'category', levels, isWhole: false, hasMissing: true, values }]);
  const [empty, a, other, none] = Array.from(values.keys(), row => cells(row)('w'));
  expect([empty, a, none]).toEqual(['', 'a', null]);
  expect(levels).not.toContain(other);
  expect(typeof other).toBe('string');
});
