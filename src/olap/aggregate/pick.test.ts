import { describe, expect, it } from 'vitest';
import { pick } from './pick.js';

/* Figure 8 of Harinarayan, Rajaraman and Ullman (1996): the views of a lattice with their rows, and what each can be counted from. */
const rows = { a: 100, b: 50, c: 75, d: 20, e: 30, f: 40, g: 1, h: 10 };
const above: Record<string, string> = {
  a: 'a',
  b: 'ab',
  c: 'ac',
  d: 'abd',
  e: 'abce',
  f: 'acf',
  g: 'abcdeg',
  h: 'abcefh',
};
const views = Object.entries(rows).map(([name, count]) => ({ name, rows: count, bytes: 1 }));
const needs = Object.values(above).map(from => ({ times: 1, read: 100, from: new Set(from) }));

describe('picking aggregates', () => {
  it('goes as example 4.1 of the paper does: b spares 250, then f 70, then d 60', () => {
    const picked = pick(views, needs, 3).map(({ name, spared }) => [name, spared]);
    expect(picked).toEqual([
      ['b', 250],
      ['f', 70],
      ['d', 60],
    ]);
  });

  it('spares most per byte, and nothing beyond the budget', () => {
    const sized = views.map(one => ({ ...one, bytes: one.rows }));
    const picked = pick(sized, needs, 30);
    expect(picked.reduce((sum, one) => sum + one.bytes, 0)).toBeLessThanOrEqual(30);
    expect(picked.map(one => one.name)).toEqual(['g', 'h']);
  });

  it('keeps none beside another that spares nearly the same', () => {
    const [fine, coarse] = [
      { name: 'by_month', rows: 36, bytes: 36 },
      { name: 'by_year', rows: 3, bytes: 3 },
    ];
    const both = new Set(['by_month', 'by_year']);
    const asked = [
      { times: 9, read: 10_000, from: both },
      { times: 1, read: 10_000, from: new Set(['by_month']) },
    ];
    expect(pick([fine, coarse], asked, 100)).toEqual([{ ...fine, spared: 99_640 }]);
  });

  it('picks what is asked more often first, and nothing where nothing is asked', () => {
    const often = needs.map((need, at) => (at === 5 ? { ...need, times: 10 } : need));
    expect(pick(views, often, 1).map(one => one.name)).toEqual(['f']);
    expect(pick(views, [], 10)).toEqual([]);
  });
});
