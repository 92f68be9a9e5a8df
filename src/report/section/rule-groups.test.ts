import { describe, expect, it } from 'vitest';
import { ruleMatrix, ruleNetwork } from './rule-groups.js';

const rule = (left_side: string, right_side: string, lift: number) => ({
  left_side,
  right_side,
  lift,
  place: 1,
  baskets: 3,
  support: 0.1,
  confidence: 0.5,
});
const hostile = '<script>alert("1")</script>';
// Tea and jam both lead to milk alone, so they are one group with a mean lift of (4 + 2) / 2; milk leads to two.
const rules = [
  rule('Tea', 'Milk', 4),
  rule('Milk', hostile, 3),
  rule('Jam', 'Milk', 2),
  rule('Milk', 'Tea', 1.5),
] as Parameters<typeof ruleMatrix>[0];
const cells = (text: string) => [...text.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell);

describe('rules as a grid', () => {
  const text = ruleMatrix(rules).toString();

  it('have a column for left sides that lead to the same, and the mean lift', () => {
    expect(text).toContain('<title>Tea; Jam → Milk: lift 3.00</title>');
    expect(text.match(/<rect /g)?.length).toBe(3);
    expect(cells(text).slice(5)).toEqual([
      ...['1', 'Tea; Jam', 'Milk', '2', '3.00'],
      ...['2', 'Milk', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;', '1', '3.00'],
      ...['2', 'Milk', 'Tea', '1', '1.50'],
    ]);
  });

  it('never hold markup from data', () => {
    expect(text).not.toContain('<script');
  });
});

describe('rules as a network', () => {
  const text = ruleNetwork(rules).toString();

  it('have a node for each side, an arrow for each rule, and a table behind', () => {
    expect(text.match(/<circle /g)?.length).toBe(4);
    expect(text.match(/class="link"/g)?.length).toBe(4);
    expect(text).toContain('stroke-width="4"');
    expect(cells(text).slice(4, 8)).toEqual(['Tea', 'Milk', '3', '4.00']);
    expect(text).not.toContain('<script');
  });
});
