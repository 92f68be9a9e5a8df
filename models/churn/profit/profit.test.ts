import { describe, expect, it } from 'vitest';
import { column, doubles, type Table, texts } from '../../../src/table.js';
import { offerOf } from './chosen-offer.js';
import { profitOf } from './profit.js';

const values = [100, 100, 100, null, 1000];
const features: Table = {
  rows: 5,
  columns: [doubles('worth', values, value => value), texts('plan', values, () => 'gold')],
};
const rows = Uint32Array.of(0, 1, 2, 3, 4);
const labels = Uint8Array.of(1, 0, 0, 1, 1);
const scores = Float64Array.of(0.8, 0.3, 0.1, 0.9, 0.2);

/** By hand: score × .5 × value − 10. Of one value of 100: 30, 5, −5, 35, 0; of one's own: 30, 5, −5, −10, 90. */
describe('the profit of calling', () => {
  it('with one value for all goes to the break-even score, here .2: cost over success rate and value', () => {
    const { cuts } = profitOf({ cost: 10, success_rate: 0.5, value: 100 }, features, rows, labels, scores);
    expect(cuts.map(({ called, expected, came }) => [called, expected, came])).toEqual([
      [0, 0, 0],
      [1, expect.closeTo(35, 9), 40],
      [2, expect.closeTo(65, 9), 80],
      [3, expect.closeTo(70, 9), 70],
      [4, expect.closeTo(70, 9), 110],
      [5, expect.closeTo(65, 9), 100],
    ]);
    expect(cuts.filter(({ is_best }) => is_best)).toEqual([
      { called: 3, share: 0.6, positives: 2, lowest: 5, expected: expect.closeTo(70, 9), came: 70, is_best: true },
    ]);
  });

  it("with each one's own value calls the worthy before the likely, and nobody without one", () => {
    const { cuts } = profitOf({ cost: 10, success_rate: 0.5, value: 'worth' }, features, rows, labels, scores);
    const best = cuts.find(({ is_best }) => is_best);
    expect(best).toMatchObject({ called: 3, positives: 2, expected: expect.closeTo(125, 9), came: 520 });
    expect(cuts.at(-1)).toMatchObject({ called: 5, lowest: -10, expected: expect.closeTo(110, 9), came: 500 });
  });

  it('is the mean of those who are alike, whatever their order', () => {
    const alike = (own: Uint8Array) =>
      profitOf({ cost: 10, success_rate: 0.5, value: 100 }, features, rows, own, new Float64Array(5).fill(0.5)).cuts;
    expect(alike(Uint8Array.of(1, 0, 0, 0, 0))).toEqual(alike(Uint8Array.of(0, 0, 0, 0, 1)));
    expect(alike(labels)[0]).toMatchObject({ called: 0, expected: 0, came: 0 });
    expect(alike(labels)[1]).toMatchObject({ called: 1, positives: 0.6, came: expect.closeTo(20, 9) });
  });

  it('of an offer that costs more than it can bring is best with nobody called; of no rows it is nothing', () => {
    const dear = { cost: 10, success_rate: 0.5, value: 10 };
    expect(profitOf(dear, features, rows, labels, scores).cuts.find(({ is_best }) => is_best)).toEqual({
      ...{ called: 0, share: 0, positives: 0, lowest: null, expected: 0, came: 0, is_best: true },
    });
    const none = profitOf(dear, features, new Uint32Array(), new Uint8Array(), new Float64Array());
    expect(none.cuts).toEqual([
      { called: 0, share: 0, positives: 0, lowest: null, expected: 0, came: 0, is_best: true },
    ]);
  });

  it('of a column of words is refused', () => {
    expect(column(features, 'plan').type.kind).toBe('text');
    expect(() => profitOf({ cost: 1, success_rate: 1, value: 'plan' }, features, rows, labels, scores)).toThrow(
      'the value of a customer is a number, and plan has words',
    );
  });
});

describe('an offer that was chosen', () => {
  it('has a cost, a share and an amount or a column', () => {
    const chosen = { 'offer-cost': 5, 'success-rate': 0.3 };
    expect(offerOf({}, [])).toBeUndefined();
    expect(offerOf({ ...chosen, value: '200' }, [])).toEqual({ cost: 5, success_rate: 0.3, value: 200 });
    expect(offerOf({ ...chosen, value: 'fee' }, ['fee'])).toEqual({ cost: 5, success_rate: 0.3, value: 'fee' });
    expect(() => offerOf(chosen, [])).toThrow('all three');
    expect(() => offerOf({ ...chosen, value: 'fee' }, [])).toThrow('--value is an amount or a column');
    expect(() => offerOf({ ...chosen, 'success-rate': 3, value: '1' }, [])).toThrow('--success-rate is a share');
  });
});
