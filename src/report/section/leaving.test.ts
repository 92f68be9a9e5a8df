import { describe, expect, it } from 'vitest';
import type { ReportData } from '../data.js';
import { moneyFormats } from '../format.js';
import { leavingSection } from './leaving.js';

const names =
  'calls rivals profits churnNodes churnRules calibration reach weights ifs learning labels labelled gaps modelCard contest drifts fairness';
const nothing = Object.fromEntries(names.split(' ').map(name => [name, []]));

function textOf(data: object): string {
  return String(leavingSection({ ...nothing, ...data } as unknown as ReportData, moneyFormats('EUR')))
    .replaceAll(/<\/t[dh]>/g, ' | ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

const rival = {
  ...{ model: 'tree', auc: 0.8, auc_low: 0.7, auc_high: 0.9, brier: 0.2, reliability: 0.0123, resolution: 0.0456 },
  ...{ logloss: 0.6, lift10: 2.5, p: null, is_chosen: 1 },
};
const labels = [
  {
    ...{ as_of: '2024-01-01', outcome_from: '2024-01-02', outcome_to: '2024-03-01' },
    ...{ customers: 4, gone: 1, stayed: 3, uncounted: 0 },
  },
];

describe('who may leave', () => {
  it('is no chapter where nobody asks for it', () => {
    expect(leavingSection(nothing as unknown as ReportData, moneyFormats('EUR'))).toBeNull();
  });

  it('says beside the area whether it differs from that of the model that scores, and what Brier is made of', () => {
    const text = textOf({ rivals: [{ ...rival, model: 'share', p: 0.0004, is_chosen: 0 }, rival] });
    expect(text).toContain(
      'a decision tree | 0.800 | 0.700 | 0.900 | – | 0.200 | 0.012 | 0.046 | 0.600 | 2.500 | yes |',
    );
    expect(text).toContain('the share of all | 0.800 | 0.700 | 0.900 | &lt; 0.001 |');
  });

  it('has a column for what a call brings only where there is an offer', () => {
    const call = {
      place: 1,
      customer_id: 'Ann',
      score: 0.5,
      reason_1: 'x',
      reason_2: null,
      reason_3: null,
      expected_profit: null,
      revenue: 10,
      last_order_date: null,
    };
    expect(textOf({ rivals: [rival], calls: [call] })).toContain('Customer | May leave | Revenue | Last order |');
    expect(textOf({ rivals: [rival], calls: [{ ...call, expected_profit: 3 }] })).toContain(
      'May leave | Expected profit | Revenue |',
    );
  });

  it('calls the fits of a contest as it calls the models', () => {
    const fit = { ...rival, role: 'champion', model: 'boosting', learnt_to: '2024-01-01', judged_on: '2024-03-01' };
    const text = textOf({ rivals: [rival], contest: [{ ...fit, scores: 0, why: 'worse' }] });
    expect(text).toContain('champion | boosted trees | 2024-01-01 | 0.800 |');
  });

  it('where nothing was learnt shows the labels that there are and the card that says why', () => {
    const text = textOf({ labels, modelCard: [{ subject: 'limits', text: 'too few examples' }] });
    expect(text).toContain('nothing was learnt');
    expect(text).toContain('too few examples');
    expect(text).toContain('25.0 %');
    expect(text).not.toContain('Models, on customers held out');
  });

  it('where there was nobody yet to learn from is the card that says so', () => {
    const card = [{ subject: 'data', text: 'learnt from 0 examples' }];
    expect(textOf({ modelCard: card })).toContain('nothing was learnt');
  });

  it('does not call the best of many worse than the baselines where it may only be chance', () => {
    const text = textOf({ rivals: [{ ...rival, auc: 0.52, auc_low: 0.44, is_chosen: 0 }] });
    expect(text).toContain('no model surely tells better who leaves than chance, the share of all, or recency alone');
  });

  it('draws the gaps between purchases, the ninth of ten in words', () => {
    const text = textOf({ labels, gaps: [1, 9, 10].map(of_ten => ({ of_ten, at_most_days: of_ten * 100 })) });
    expect(text).toContain('Of ten gaps between two purchase days nine are at most 900 days.');
    expect(text).toContain('9 | 900 | 10 | 1,000 |');
  });
});
