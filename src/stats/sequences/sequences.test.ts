import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesOf, zaki } from '../../../fixtures/sequence-entries.js';
import type { SequenceEntries } from './events.js';
import { type SequenceOptions, type Sequences, sequences } from './sequences.js';

describe('sequences', () => {
  it('of Zaki are the 18 of arulesSequences', () => {
    const found = sequences(zaki, { support: 0.4 });
    expect(worded(found)).toEqual({
      A: 4,
      B: 4,
      D: 2,
      F: 4,
      AB: 3,
      AF: 3,
      'B-A': 2,
      BF: 4,
      'D-A': 2,
      'D-B': 2,
      'D-F': 2,
      'F-A': 2,
      ABF: 3,
      'BF-A': 2,
      'D-B-A': 2,
      'D-BF': 2,
      'D-F-A': 2,
      'D-BF-A': 2,
    });
    expect(found).toMatchObject({ complete: true, lengthReached: 4, n: 4, minimumCount: 2 });
  });

  it('are 14 of two elements and two items each at the most', () => {
    const words = Object.keys(worded(sequences(zaki, { support: 0.4, maxSize: 2, maxElements: 2 })));
    expect(words.length).toBe(14);
    expect(words).not.toContain('ABF');
    expect(words).not.toContain('D-F-A');
  });

  it('keep within gaps and a window: from D to A there are 15 and 5 or 15', () => {
    const has = (options: Partial<SequenceOptions>) => worded(sequences(zaki, { support: 0.25, ...options }))['D-A'];
    expect([has({}), has({ maxGap: 5 }), has({ minGap: 10 }), has({ window: 14 })]).toEqual([2, 1, 2, 1]);
    expect(worded(sequences(zaki, { support: 0.25, maxGap: 5 }))['D-BF']).toBeUndefined();
    expect(worded(sequences(zaki, { support: 0.25, window: 10 }))['D-BF']).toBe(2);
  });

  it('are those of a search that tries them all', () => {
    const event = fc.tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 6 }),
      fc.subarray(['A', 'B', 'C'], { minLength: 1 }),
    );
    const gap = fc.integer({ min: 0, max: 3 });
    const bounds = fc.record({ minGap: gap, more: gap, window: fc.constantFrom(1, 2, 4, Number.POSITIVE_INFINITY) });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 12 }), bounds, (rows, { minGap, more, window }) => {
        const entries = entriesOf(
          rows.map(([customer, time, items]) => [customer, time, items.join('')]),
          3,
        );
        const gaps = { minGap, maxGap: minGap + more, window };
        const found = sequences(entries, { support: 0.3, maxLength: 3, ...gaps });
        expect(worded(found)).toEqual(tried(entries, gaps));
        const looked = sequences(entries, { support: 0.3, maxLength: 2, looksFurther: true, ...gaps });
        const shorter = sequences(entries, { support: 0.3, maxLength: 2, ...gaps });
        const isLonger = found.lengthReached === 3;
        expect(looked).toEqual(isLonger ? { ...shorter, complete: false, reason: 'length' } : shorter);
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('say where memory ended them, and when they were stopped', () => {
    const cut = sequences(zaki, { support: 0.4, memory: 4000 });
    expect(cut).toMatchObject({ complete: false, reason: 'memory', lengthReached: 2 });
    expect(cut.counts.length).toBe(12);
    // Less than what the events of single items take.
    const none = sequences(zaki, { support: 0.4, memory: 100 });
    expect([none.complete, none.reason, none.lengthReached, none.counts.length]).toEqual([false, 'memory', 0, 0]);
    const stopped = sequences(zaki, { support: 0.4, signal: { aborted: true } });
    expect(stopped).toMatchObject({ complete: false, reason: 'stopped', lengthReached: 1 });
    expect(Object.keys(worded(stopped))).toEqual(['A', 'B', 'D', 'F']);
  });

  it('of nothing are none', () => {
    const nothing = sequences({ customers: [], times: [], items: [], n: 0 }, { support: 0.5 });
    expect(nothing).toMatchObject({ complete: true, lengthReached: 0 });
    expect(nothing.counts.length).toBe(0);
  });

  it('name what they cannot be found in', () => {
    const one = { customers: [0], times: [1], items: [2], n: 1 };
    expect(() => sequences({ ...one, customers: [1] }, { support: 1 })).toThrow('customer 1 in entry 0 of 1 customers');
    expect(() => sequences({ ...one, times: [Number.NaN] }, { support: 1 })).toThrow(
      'time NaN in entry 0 is not finite',
    );
    expect(() => sequences({ ...one, items: [0.5] }, { support: 1 })).toThrow('item 0.5 in entry 0');
    expect(() => sequences(one, { support: 1, maxSize: 0 })).toThrow('maxSize is one or more, not 0');
  });
});

function worded({ offsets, items, elements, counts }: Sequences): Record<string, number> {
  const word = (sequence: number) => {
    let text = '';
    for (let at = offsets[sequence] as number; at < (offsets[sequence + 1] as number); at++) {
      const isNew = text !== '' && elements[at] !== elements[at - 1];
      text += `${isNew ? '-' : ''}${String.fromCharCode((items[at] as number) + 65)}`;
    }
    return text;
  };
  return Object.fromEntries(Array.from(counts, (count, sequence) => [word(sequence), count]));
}

/** Every sequence of up to three of A, B and C, looked for in every choice of events. */
function tried(
  entries: SequenceEntries,
  gaps: { minGap: number; maxGap: number; window: number },
): Record<string, number> {
  const sets = ['A', 'B', 'C', 'AB', 'AC', 'BC', 'ABC'];
  const chains = sets.flatMap(a => [[a], ...sets.flatMap(b => [[a, b], ...sets.map(c => [a, b, c])])]);
  const found: [string, number][] = [];
  for (const chain of chains.filter(one => one.join('').length <= 3)) {
    const count = [0, 1, 2].filter(customer => follows(timesOf(entries, customer), chain, gaps)).length;
    if (count >= 1) found.push([chain.join('-'), count]);
  }
  return Object.fromEntries(found);
}

function timesOf({ customers, times, items }: SequenceEntries, customer: number): Map<number, string> {
  const events = new Map<number, string>();
  for (let at = 0; at < items.length; at++)
    if (customers[at] === customer)
      events.set(
        times[at] as number,
        (events.get(times[at] as number) ?? '') + String.fromCharCode((items[at] as number) + 65),
      );
  return events;
}

function follows(
  events: Map<number, string>,
  chain: string[],
  gaps: { minGap: number; maxGap: number; window: number },
  first?: number,
  last?: number,
): boolean {
  const [set, ...rest] = chain;
  if (set === undefined) return true;
  return [...events].some(([time, items]) => {
    if (![...set].every(item => items.includes(item))) return false;
    if (first === undefined || last === undefined) return follows(events, rest, gaps, time, time);
    const gap = time - last;
    const isNear = gap > 0 && gap >= gaps.minGap && gap <= gaps.maxGap && time - first <= gaps.window;
    return isNear && follows(events, rest, gaps, first, time);
  });
}
