import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf } from './cases.js';
import { dayNumber } from './day-number.js';
import type { Entries } from './features.js';

/** Of each basket its day, and its items with their customers (0 is nobody known), which bring ten times their number. */
interface Line {
  day: number;
  items: [item: number, customer: number][];
}

function entriesOf(baskets: Line[]): Entries {
  const flat = baskets.flatMap(({ day, items }, basket) =>
    items.map(([item, customer]) => ({ customer, day, item, basket })),
  );
  return {
    basket: Int32Array.from(flat, ({ basket }) => basket),
    item: Int32Array.from(flat, ({ item }) => item),
    customer: Int32Array.from(flat, ({ customer }) => customer),
    day: Int32Array.from(flat, ({ day }) => day),
    value: Float64Array.from(flat, ({ item }) => 10 * item),
  } as Entries;
}

/** The definition, word by word. */
function byHand(baskets: Line[], from: number, cycles: Map<number, number>) {
  const own = (one: Line, who: number) => one.items.filter(([, customer]) => customer === who).map(([item]) => item);
  return baskets.flatMap(one => {
    const customers = [...new Set(one.items.map(([, customer]) => customer))].filter(who => who > 0);
    return customers.flatMap(who => {
      const past = baskets.filter(({ day }) => day < from);
      const lastOf = (item: number) => Math.max(0, ...past.filter(at => own(at, who).includes(item)).map(at => at.day));
      const since = (item: number) => dayNumber(one.day) - dayNumber(lastOf(item));
      const fresh = own(one, who).filter(item => lastOf(item) === 0 || since(item) >= (cycles.get(item) ?? 1 / 0));
      const known = [...new Set(past.flatMap(at => own(at, who)))].sort((a, b) => a - b);
      if (one.day < from || known.length === 0 || fresh.length === 0) return [];
      const brought = (item: number) => 10 * item * fresh.filter(other => other === item).length;
      return [
        {
          bought: known.map(item => ({ item, days: since(item) })),
          fresh: new Map(fresh.map(at => [at, brought(at)])),
        },
      ];
    });
  });
}

describe('what later baskets are foretold by', () => {
  const line = fc.record({
    day: fc.integer({ min: 20240101, max: 20240128 }),
    items: fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 4 })), {
      minLength: 1,
      maxLength: 6,
    }),
  });
  const cycles = new Map([
    [1, 3],
    [2, 9],
  ]);

  it('is what each of their customers had bought before, for any baskets', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), baskets => {
        const expected = byHand(baskets, 20240115, cycles);
        expect(casesOf(entriesOf(baskets), 20240115, cycles, 100)).toEqual(expected);
        const third = expected.filter((_, at) => at % Math.ceil(expected.length / 3) === 0);
        expect(casesOf(entriesOf(baskets), 20240115, cycles, 3)).toEqual(third);
      }),
      { seed: 8 },
    );
  });

  it('is looked up once for all baskets of a customer: who has all of them is not asked each time', () => {
    const many = Array.from({ length: 1000 }, (_, at) => ({
      day: at < 800 ? 20240101 : 20240120,
      items: [[at < 800 ? 1 + (at % 9) : 10, 7]] as Line['items'],
    }));
    const entries = entriesOf(many);
    let reads = 0;
    const item = new Proxy(entries.item, {
      get(target, key) {
        if (typeof key === 'string' && /^[0-9]+$/.test(key)) reads++;
        const found = Reflect.get(target, key, target);
        return typeof found === 'function' ? found.bind(target) : found;
      },
    });
    expect(casesOf({ ...entries, item }, 20240115, cycles, 2000)).toHaveLength(200);
    expect(reads).toBeLessThan(5 * many.length);
  });
});
