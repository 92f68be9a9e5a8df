import { describe, expect, it } from 'vitest';
import { rowsOf, type Table } from '../../src/table.js';
import { boundTable, definitions, type RfmOptions, rfm, sufficiency } from './index.js';

/** What the training select answers for customers with these days, orders and money. */
function training(customers: [number, number, number][]): Table {
  const entries = [0, 1, 2].flatMap(axis => {
    const counts = new Map<number, number>();
    for (const customer of customers) {
      const value = customer[axis] as number;
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts].map(([value, count]) => ({ axis: axis + 1, value: BigInt(Math.round(value * 10_000)), count }));
  });
  return {
    rows: entries.length,
    columns: [
      { name: 'axis', type: { kind: 'integer' }, values: Int32Array.from(entries, one => one.axis) },
      {
        name: 'value',
        type: { kind: 'decimal', precision: 18, scale: 4 },
        values: BigInt64Array.from(entries, one => one.value),
      },
      { name: 'customers', type: { kind: 'integer' }, values: Int32Array.from(entries, one => one.count) },
    ],
  };
}

function fitTo(customers: [number, number, number][], options: Partial<RfmOptions> = {}) {
  return rfm.fit(training(customers), { ...rfm.defaults, ...options });
}

describe('cut-offs', () => {
  const four: [number, number, number][] = [1, 2, 3, 4].map(n => [n, n, n]);

  it('are type-7 quantiles: R gives 1.6, 2.2, 2.8, 3.4 for 1:4', () => {
    const { monetary } = fitTo(four).axes;
    expect(monetary).toEqual({
      bins: 5,
      upper: ['1.6000', '2.2000', '2.8000', '3.4000'],
      customers: [1, 1, 0, 1, 1],
      distinct: 4,
    });
  });

  it('are one more for the bound of the package, which a value must stay below', () => {
    const fitted = fitTo(four, { bound: 'package' });
    expect(fitted.axes.monetary).toMatchObject({
      upper: ['2.6000', '3.2000', '3.8000', '4.4000'],
      customers: [2, 1, 0, 1, 0],
    });
    expect(rfm.score(fitted)).toContain("monetary < cast('2.6000' as decimal(18, 4))");
  });

  it('are rounded to the side that changes no score where a quantile lies between two grid points', () => {
    const thirds: [number, number, number][] = [0.0001, 0.0002].map(money => [1, 1, money]);
    const bins = { recency: 3, frequency: 3, monetary: 3 };
    expect(fitTo(thirds, { bins }).axes.monetary.upper).toEqual(['0.0001', '0.0001']);
    expect(fitTo(thirds, { bins, bound: 'package' }).axes.monetary.upper).toEqual(['1.0002', '1.0002']);
  });

  it('follow percent_rank: a third of the others of 1, 2, 2, 9 lie below 2, all below 9', () => {
    const customers = [1, 2, 2, 9].map((n): [number, number, number] => [n, n, n]);
    const bins = { recency: 4, frequency: 2, monetary: 3 };
    const { axes } = fitTo(customers, { method: 'percent_rank', bins });
    expect(axes.frequency).toMatchObject({ upper: ['2.0000'], customers: [3, 1] });
    expect(axes.monetary).toMatchObject({ upper: ['1.0000', '2.0000'], customers: [1, 2, 1] });
  });

  it('are those that the project states, even below a millionth', () => {
    const bounds = { recency: [2], frequency: [0.0000001, 2.5], monetary: [-0.0000001, 3] };
    const { axes } = fitTo(four, { method: 'fixed', bounds });
    expect(axes.recency).toMatchObject({ upper: ['2.0000'], customers: [2, 2] });
    expect(axes.frequency).toMatchObject({ upper: ['0.0000', '2.5000'], customers: [0, 2, 2] });
    expect(axes.monetary.upper).toEqual(['-0.0001', '3.0000']);
  });

  it('are a table: score 5 of recency is the lowest bin, the last bin has no upper bound', () => {
    const rows = rowsOf(boundTable.make(fitTo(four)));
    expect(rows).toHaveLength(15);
    expect(rows[0]).toEqual({
      axis: 'recency',
      bin: 1,
      score: 5,
      upper_bound: 1.6,
      customers: 1,
      method: 'quantile',
      rule: 'value <= upper_bound',
    });
    expect(rows.at(-1)).toMatchObject({ axis: 'monetary', bin: 5, score: 5, upper_bound: null, customers: 1 });
  });
});

describe('data that does not suffice', () => {
  it('is said to be empty, and nobody gets a score', () => {
    const fitted = fitTo([]);
    expect(sufficiency(fitted)).toEqual([
      'no customer has an order and a positive monetary value up to the as-of date: there are no cut-offs and no scores',
    ]);
    expect(rowsOf(boundTable.make(fitted)).every(row => row.upper_bound === null && row.customers === 0)).toBe(true);
    const row = { customer_id: 'a', as_of: '2024-01-31', recency_days: 1, frequency: 1, monetary: 5 };
    expect(rfm.scoreRow(fitted, row)).toMatchObject({ r: null, f: null, m: null, segment: 'No value' });
  });

  it('of one customer or of equal values ends in the lowest bin, and says so', () => {
    expect(sufficiency(fitTo([[3, 1, 9.5]]))).toEqual([
      'recency: there is one customer, so score 5 of 5',
      'frequency: there is one customer, so score 1 of 5',
      'monetary: there is one customer, so score 1 of 5',
    ]);
    expect(sufficiency(fitTo(Array(7).fill([3, 1, 9.5])))[0]).toBe(
      'recency: all 7 customers have the same value, so score 5 of 5',
    );
  });

  it('names the scores that ties leave empty: the .8 quantile of 1, 1, 1, 1, 1, 1, 2, 3 is 1.6', () => {
    const customers = [1, 1, 1, 1, 1, 1, 2, 3].map((n, index): [number, number, number] => [index, n, index + 1]);
    expect(sufficiency(fitTo(customers))).toEqual(['frequency: nobody has score 2, 3, 4 of 5 (3 distinct values)']);
  });
});

describe('words', () => {
  const fitted = fitTo(Array.from({ length: 10 }, (_, n) => [n * 10, n + 1, (n + 1) * 12.5]));

  it('explain the cut-offs', () => {
    expect(rfm.explain(fitted).map(reason => reason.text)).toEqual([
      'recency in 5 bins, customers in brackets: up to 18 (2), up to 36 (2), up to 54 (2), up to 72 (2), above (2)',
      'frequency in 5 bins, customers in brackets: up to 2.8 (2), up to 4.6 (2), up to 6.4 (2), up to 8.2 (2), above (2)',
      'monetary in 5 bins, customers in brackets: up to 35 (2), up to 57.5 (2), up to 80 (2), up to 102.5 (2), above (2)',
    ]);
  });

  it('explain a customer', () => {
    const row = { customer_id: 'a', as_of: '2024-01-31', recency_days: 20, frequency: 10, monetary: 125 };
    expect(rfm.explain(fitted, row).map(reason => reason.text)).toEqual([
      'last order 20 days before 2024-01-31: recency score 4 of 5 (above 18, up to 36)',
      '10 orders: frequency score 5 of 5 (above 8.2)',
      'net revenue 125: monetary score 5 of 5 (above 102.5)',
      'so the segment is Potential Loyalist',
    ]);
    expect(rfm.explain(fitted, { ...row, monetary: -1 }).map(reason => reason.text)).toEqual([
      '10 orders and net revenue -1: no scores',
      'so the segment is No value',
    ]);
  });

  it('of ntile and of the package say from where a bin is: two of three customers with five orders are in the upper half', () => {
    const frequency = { bins: 2, upper: ['5.0000'], lastCustomer: ['b'], customers: [2, 2], distinct: 2 };
    const halves = { ...fitted, method: 'ntile' as const, axes: { ...fitted.axes, frequency } };
    const row = { customer_id: 'c', as_of: '2024-01-31', recency_days: 20, frequency: 5, monetary: 125 };
    const told = (own: typeof fitted) => [rfm.explain(own), rfm.explain(own, row)].map(lines => lines[1]?.text);
    expect(told(halves)).toEqual([
      'frequency in 2 bins, customers in brackets: up to 5 (2), from there (2)',
      '5 orders: frequency score 2 of 2 (from 5)',
    ]);
    expect(told({ ...halves, method: 'quantile', bound: 'package' })).toEqual([
      'frequency in 2 bins, customers in brackets: below 5 (2), from there (2)',
      '5 orders: frequency score 2 of 2 (from 5)',
    ]);
  });

  it('define the numbers: window, unit, tie rule, comparison, classes outside the cube', () => {
    const text = definitions(fitted).join('\n');
    expect(text).toContain('up to and including the as-of date');
    expect(text).toContain('orders with at least one sale line');
    expect(text).toContain('equal values always have equal scores. A value lies in a bin when value <= upper bound.');
    expect(text).toContain('No value: customers without such an order or whose monetary value is not positive');
    expect(definitions({ ...fitted, bound: 'package' }).join('\n')).toContain('value < quantile + 1');
    expect(definitions({ ...fitted, method: 'ntile' }).join('\n')).toContain('ties are split');
  });
});
