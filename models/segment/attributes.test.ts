import { expect, it } from 'vitest';
import { doubles, integers, texts } from '../../src/table.js';
import { attributesOf } from './attributes.js';

const clusters = [{ number: 7 }, { number: 3 }] as Parameters<typeof attributesOf>[0]['clusters'];

/** Student's sleep data: 0.7 -1.6 -0.2 -1.2 -0.1 3.4 3.7 0.8 0.0 2.0 against 1.9 0.8 1.1 0.1 -0.1 4.4 5.5 1.6 4.6 3.4. */
const sleep = [
  { number: 7, n: 10, sum: 7.5, squares: 34.43 },
  { number: 3, n: 10, sum: 23.3, squares: 90.37 },
];
const numbers = {
  rows: 2,
  columns: [
    integers('segment_number', sleep, one => one.number),
    integers('n extra', sleep, one => one.n),
    doubles('sum extra', sleep, one => one.sum),
    doubles('squares extra', sleep, one => one.squares),
  ],
};

/** R's help on fisher.test: of 13 monozygotic twins 10 are convicted, of 17 dizygotic 2 (and so 3 and 15 are not). */
const twins = [
  { number: 7, value: 'yes', customers: 10 },
  { number: 7, value: 'no', customers: 3 },
  { number: 3, value: 'yes', customers: 2 },
  { number: 3, value: 'no', customers: 15 },
];
const words = {
  rows: 4,
  columns: [
    integers('segment_number', twins, one => one.number),
    texts('attribute', twins, () => 'convicted'),
    texts('value', twins, one => one.value),
    integers('customers', twins, one => one.customers),
  ],
};

it('sets means beside all and tests them against the rest: R says p-value = 0.07939', () => {
  const [first] = attributesOf({ clusters }, { numbers, words: { ...words, rows: 0 } });
  expect(first).toMatchObject({ at: 0, column: 'extra', value: null, customers: 10, here: 0.75, everyone: 1.54 });
  expect(first?.p).toBeCloseTo(0.0793941, 6);
  expect(first?.deviations).toBeCloseTo((0.75 - 1.54) / Math.sqrt((124.8 - 30.8 ** 2 / 20) / 19), 5);
});

it('tests shares: R says p-value = 0.0003063 (chisq.test without correction)', () => {
  const found = attributesOf({ clusters }, { numbers: { ...numbers, rows: 0 }, words });
  expect(found.map(one => [one.at, one.value, one.p])).toEqual([
    [0, 'no', 0.000306267],
    [1, 'no', 0.000306267],
    [0, 'yes', 0.000306267],
    [1, 'yes', 0.000306267],
  ]);
  expect(found[2]).toMatchObject({ here: Number((10 / 13).toPrecision(6)), everyone: 0.4, customers: 13 });
});

it('tests shares exactly where fewer than five are expected: Fisher has 17/35 for the tea', () => {
  const tea = [3, 1, 1, 3];
  const few = { ...words, columns: [...words.columns.slice(0, 3), integers('customers', tea, one => one)] };
  const found = attributesOf({ clusters }, { numbers: { ...numbers, rows: 0 }, words: few });
  expect(found[0]?.p).toBe(0.485714);
});

it('adjusts over all that were tested', () => {
  const found = attributesOf({ clusters }, { numbers, words });
  expect(found).toHaveLength(6);
  expect(found[0]?.p_adjusted).toBeCloseTo(0.0793941, 6);
  expect(found[2]?.p_adjusted).toBeCloseTo((0.000306267 * 6) / 4, 8);
});
