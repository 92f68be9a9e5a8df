import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.js';

describe('fingerprint', () => {
  it('is the sha256 of its parts, each behind its length', () => {
    expect(fingerprint('a', { b: 2, a: 1 })).toBe(createHash('sha256').update('3:"a"13:{"a":1,"b":2}').digest('hex'));
  });

  it('counts bytes, not characters', () => {
    expect(fingerprint('é')).toBe(createHash('sha256').update('4:"é"').digest('hex'));
  });

  it('does not depend on the order of keys, at any depth', () => {
    const shuffled = fc.object().map(given => [given, turned(given)] as const);
    fc.assert(
      fc.property(shuffled, ([given, other]) => fingerprint(given) === fingerprint(other)),
      { seed: 8 },
    );
  });

  it('tells two values apart exactly where JSON does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const areEqual = fingerprint(one) === fingerprint(other);
        expect(areEqual).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)));
      }),
      { seed: 8 },
    );
  });

  it('notices where one part ends and the next begins', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (left, right) => {
        expect(fingerprint(left + right)).not.toBe(fingerprint(left, right));
        expect(fingerprint(left, right)).not.toBe(fingerprint([left, right]));
      }),
      { seed: 8 },
    );
  });

  it('tells apart what JSON confuses: null, NaN, text of a number, integers beyond 2^53', () => {
    const values = [
      null,
      undefined,
      Number.NaN,
      'NaN',
      1,
      1n,
      '1',
      2n ** 53n,
      2n ** 53n + 1n,
      [],
      {},
      [undefined],
      [null],
    ];
    expect(new Set(values.map(value => fingerprint(value))).size).toBe(values.length);
  });

  it('takes a field that is undefined for one that is not there, as JSON does', () => {
    expect(fingerprint({ a: 1, b: undefined })).toBe(fingerprint({ a: 1 }));
  });

  it('takes a date for its text', () => {
    expect(fingerprint(new Date(0))).toBe(fingerprint('1970-01-01T00:00:00.000Z'));
  });

  it('refuses what has no plain value', () => {
    for (const value of [new Map(), new Set([1]), new Uint8Array(2), () => 1, Symbol('a')]) {
      expect(() => fingerprint({ value })).toThrow('has no fingerprint');
    }
  });
});

/** The same value with its keys the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, turned(one)]);
  return Object.fromEntries(entries.reverse());
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return names.map(name => [name, sorted((value as Record<string, unknown>)[name])]).concat([['object', true]]);
}
