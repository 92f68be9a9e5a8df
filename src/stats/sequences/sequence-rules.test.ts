import { describe, expect, it } from 'vitest';
import { zaki } from '../../../fixtures/sequence-entries.js';
import { sequenceRules } from './sequence-rules.js';
import { sequences } from './sequences.js';

describe('sequenceRules', () => {
  it('of Zaki are the 10 of arulesSequences, with its confidences and lifts', () => {
    const found = sequences(zaki, { support: 0.4 });
    const { sequence, n11, n1x, nx1, n } = sequenceRules(found, 0.5);
    expect([...n11].every(count => count === 2)).toBe(true);
    const confidences = Array.from(n11, (count, rule) => count / (n1x[rule] as number));
    // <{B}> => <{A}>, <{F}> => <{A}> and <{B,F}> => <{A}> have .5, the other seven 1; all right sides are of everybody.
    expect(confidences.toSorted()).toEqual([0.5, 0.5, 0.5, 1, 1, 1, 1, 1, 1, 1]);
    expect([...nx1]).toEqual(Array(10).fill(n));
    expect(new Set(sequence).size).toBe(10);
  });

  it('of two elements and two items each are 7', () => {
    const found = sequences(zaki, { support: 0.4, maxSize: 2, maxElements: 2 });
    expect(sequenceRules(found, 0.5).n11.length).toBe(7);
    expect(sequenceRules(found, 0.6).n11.length).toBe(4);
  });

  it('of nothing are none, and no confidence is above 1', () => {
    const nothing = sequences({ customers: [], times: [], items: [], n: 0 }, { support: 0.5 });
    expect(sequenceRules(nothing, 0).n11.length).toBe(0);
    expect(() => sequenceRules(nothing, 2)).toThrow('confidence is a share from 0 to 1, not 2');
  });
});
