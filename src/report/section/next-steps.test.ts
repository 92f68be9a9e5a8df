import { describe, expect, it } from 'vitest';
import type { ReportData } from '../data.js';
import { moneyFormats } from '../format.js';
import { nextSteps } from './next-steps.js';

const nothing = {
  calls: [],
  rivals: [],
  profits: [],
  segments: [],
  together: [],
  suggested: [],
  coverage: [],
  refused: [],
};

function steps(data: object): string[] {
  const text = nextSteps({ ...nothing, ...data } as unknown as ReportData, moneyFormats('EUR'))?.toString() ?? '';
  return [...text.matchAll(/<li>(.*?)<\/li>/g)].map(([, step = '']) =>
    step.replaceAll(/<[^>]*>/g, '').replaceAll('\u00a0', ' '),
  );
}

const segment = (name: string, customers: number, each: number, days: number | null) => ({
  ...{ segment: name, customers, revenue: customers * each },
  ...{ revenue_per_customer: each, recency_days: days },
});

describe('what to do next', () => {
  it('is nothing where the figures ask for nothing', () => {
    expect(nextSteps(nothing as unknown as ReportData, moneyFormats('EUR'))).toBeNull();
    expect(steps({ coverage: [{ known_revenue_share: 0.9 }] })).toEqual([]);
  });

  it('wins back who brought more than the mean and is twice as long away: of two, who brought more in all', () => {
    // The mean customer brought (10 × 100 + 2 × 300 + 1 × 500 + 4 × 1) / 17 = 123.76 and was away (10 × 5 + 2 × 90.2 + 1 × 83 + 4 × 99) / 17 = 41.7 days.
    const segments = [
      segment('Here', 10, 100, 5),
      segment('Far', 2, 300, 90.2),
      segment('Less', 1, 500, 83),
      segment('Small', 4, 1, 99),
    ];
    expect(steps({ segments })).toEqual([
      'Win back Far: 2 customers who on average brought €300.00 and last ordered 90 days ago. Segments',
    ]);
    expect(steps({ segments: [segment('One', 1, 100, 5)] })).toEqual([]);
    // The mean customer took 55; whoever took less is no one to win back.
    expect(steps({ segments: [segment('Most', 10, -60, 5), segment('Less', 1, -5, 90)] })).toEqual([]);
  });

  it('asks to mend what nobody has settled, and asks who buys below nine tenths of the revenue', () => {
    const refused = [
      { rule: 'in', source: 'b', records: 9, open_records: 1 },
      { rule: 'type', source: 'a<b', records: 3, open_records: 3 },
    ];
    expect(steps({ refused, coverage: [{ known_revenue_share: 0.284 }] })).toEqual([
      'Learn who buys: known customers bring only 28.4 % of the revenue. Quality',
      'Mend what was refused, first the 3 records that rule type refused on a&lt;b. Quality',
    ]);
    expect(steps({ refused: [refused[0]] })).toEqual([
      'Mend what was refused, first the record that rule in refused on b. Quality',
    ]);
    expect(steps({ refused: [{ ...refused[0], open_records: 0 }] })).toEqual([]);
  });

  it('calls down to where one more brings nothing, and offers what is suggested to most', () => {
    const churn = {
      calls: [{}],
      rivals: [
        { is_chosen: 0, lift10: 9 },
        { is_chosen: 1, lift10: 4.21 },
      ],
      profits: [{ is_best: 1, share: 0.521, expected: 1303, came: 1009 }],
    };
    const basket = { together: [{}], suggested: [{ name: null, item_id: 'T1', customers: 1 }] };
    expect(steps({ ...churn, ...basket })).toEqual([
      'Call the head of the call list: its first tenth leaves 4.2 times as often as all, down to where one more brings nothing (of those held out 52.1 %, for €1,009). Who may leave',
      'Offer T1: it is the first suggestion to 1 customer. Bought together',
    ]);
  });

  it('calls nobody from a list whose head leaves no more often than all', () => {
    const churn = (lift10: number) => ({ calls: [{}], rivals: [{ is_chosen: 1, lift10 }] });
    expect([0, 1].map(lift10 => steps(churn(lift10)))).toEqual([[], []]);
    expect(steps(churn(1.1))).toHaveLength(1);
  });
});
