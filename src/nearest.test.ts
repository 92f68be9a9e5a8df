import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOneLine, nearest } from './nearest.js';

describe('nearest', () => {
  it('finds the name that one slip away was meant', () => {
    const known = ['delimiter', 'files', 'format', 'in', 'between'];
    expect(nearest('delimeter', known)).toBe('delimiter');
    expect(nearest('fiels', known)).toBe('files'); // two neighbours swapped are one edit
    expect(nearest('Format', known)).toBe('format');
    expect(nearest('inn', known)).toBe('in');
  });

  it('allows one edit per three letters', () => {
    expect(nearest('ordrs', ['orders'])).toBe('orders');
    expect(nearest('odrs', ['orders'])).toBe('orders');
    expect(nearest('dars', ['orders'])).toBeUndefined();
    expect(nearest('odrs', ['orders'], 1)).toBeUndefined();
  });

  it('knows nothing near an empty name, in an empty list, or where every letter differs', () => {
    expect(nearest('', ['a', 'orders'])).toBeUndefined();
    expect(nearest('orders', [])).toBeUndefined();
    expect(nearest('b', ['a'])).toBeUndefined();
  });

  it('counts what comes before the dot as one edit where it was left out, and slips behind it as ever', () => {
    const known = ['store.city', 'customer.country', 'customer.day'];
    expect(nearest('country', known)).toBe('customer.country');
    expect(nearest('contry', known)).toBe('customer.country');
    expect(nearest('shop.city', known)).toBe('store.city');
    expect(nearest('foo', known)).toBeUndefined();
  });

  it('takes the nearer of two, and the first of two as near', () => {
    expect(nearest('typ', ['types', 'type'])).toBe('type');
    expect(nearest('bat', ['cat', 'bar'])).toBe('cat');
  });

  it('finds every name itself', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z_]{2,12}$/), { minLength: 1, maxLength: 20 }), known => {
        for (const name of known) expect(nearest(name, known)).toBe(name);
      }),
      { seed: 8 },
    );
  });
});

it('names with line breaks stay in their sentence', () => {
  expect(inOneLine('the\r\nday, a\nnote, b\rc')).toBe('the␊day, a␊note, b␊c');
});
