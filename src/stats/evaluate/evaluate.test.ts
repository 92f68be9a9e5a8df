import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../normal-quantile.js';
import { brierScore } from './brier-score.js';
import { calibrationTable } from './calibration-table.js';
import { confusion } from './confusion.js';
import { liftTable } from './lift-table.js';
import { logLoss } from './log-loss.js';
import { rocAuc } from './roc-auc.js';
import { rocAucTest } from './roc-auc-test.js';

const labels = [0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1];
const scores = [
  0.05, 0.1, 0.1, 0.15, 0.2, 0.2, 0.25, 0.3, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.6, 0.65, 0.7, 0.8, 0.95,
];
const turned = <Value>(values: Value[]) => values.toReversed();

const sample = fc.array(fc.record({ label: fc.integer({ min: 0, max: 1 }), score: fc.integer({ min: 0, max: 6 }) }), {
  minLength: 2,
  maxLength: 40,
});

describe('the area under the ROC curve', () => {
  it('is what scikit-learn finds, with the interval that numpy finds from the definition of DeLong', () => {
    const found = rocAuc(labels, scores);
    expect(found).toMatchObject({ positives: 11, negatives: 9 });
    expect(found?.auc).toBeCloseTo(0.6919191919191919, 14);
    expect(found?.standardError).toBeCloseTo(0.12368582723493392, 14);
    expect(found?.low).toBeCloseTo(0.4494994251406781, 14);
    expect(found?.high).toBeCloseTo(0.9343389586977058, 14);
  });

  it('has the variance of all pairs, one by one, whatever the order of the rows', () => {
    fc.assert(
      fc.property(sample, rows => {
        const [one, other] = [rows.map(row => row.label), rows.map(row => row.score)];
        expect(rocAuc(turned(one), turned(other))).toEqual(rocAuc(one, other));
        const byPairs = delongByPairs(one, other);
        const found = rocAuc(one, other);
        expect(found?.standardError === undefined).toBe(byPairs === undefined);
        if (!byPairs) return;
        expect(found?.auc).toBeCloseTo(byPairs.auc, 12);
        expect(found?.standardError).toBeCloseTo(byPairs.standardError, 12);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('is cut off at 1, knows nothing of one row of a class, and is not there without both', () => {
    expect(rocAuc([0, 0, 1, 1], [1, 2, 3, 4])).toMatchObject({ auc: 1, low: 1, high: 1, standardError: 0 });
    expect(rocAuc([0, 1, 0], [1, 2, 3])).toEqual({ auc: 0.5, low: 0, high: 1, positives: 1, negatives: 2 });
    expect(rocAuc([1, 1], [1, 2])).toBeUndefined();
    expect(rocAuc([], [])).toBeUndefined();
  });

  it('refuses what is no label and no score', () => {
    expect(() => rocAuc([2], [1])).toThrow('a label is 0 or 1, not 2');
    expect(() => rocAuc([1], [Number.NaN])).toThrow('a score is a finite number, not NaN');
    expect(() => rocAuc([1, 0], [1])).toThrow('there are 2 labels for 1 scores');
  });
});

function delongByPairs(labels: number[], scores: number[]) {
  const of = (label: number) => scores.filter((_, at) => labels[at] === label);
  const [own, other] = [of(1), of(0)];
  if (own.length < 2 || other.length < 2) return undefined;
  const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const pair = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
  const auc = mean(own.map(a => mean(other.map(b => pair(a, b)))));
  const variance = (values: number[]) =>
    values.reduce((sum, one) => sum + (one - auc) ** 2, 0) / (values.length - 1) / values.length;
  const first = variance(own.map(a => mean(other.map(b => pair(a, b)))));
  const second = variance(other.map(b => mean(own.map(a => pair(a, b)))));
  return { auc, standardError: Math.sqrt(first + second) };
}

describe('two areas of the same rows', () => {
  const second = Array.from(labels, (_, row) => Math.floor(((row * 7) % 20) / 4));

  it('differ by what numpy finds from the covariances of DeLong et al. (1988)', () => {
    const found = rocAucTest(labels, scores, second);
    expect(found?.difference).toBeCloseTo(-0.1717171717171717, 14);
    expect(found?.standardError).toBeCloseTo(0.13740251481112264, 14);
    expect(found?.p).toBeCloseTo(0.21139519756063968, 12);
    expect(rocAucTest(turned(labels), turned(second), turned(scores))?.difference).toBeCloseTo(0.1717171717171717, 14);
  });

  it('do not differ where the order is the same, nor from one of no order other than by their own error', () => {
    expect(
      rocAucTest(
        labels,
        scores,
        scores.map(score => score ** 3),
      ),
    ).toEqual({ difference: 0, standardError: 0, p: 1 });
    const flat = rocAucTest(
      labels,
      scores,
      scores.map(() => 1),
    );
    expect(flat?.standardError).toBeCloseTo(rocAuc(labels, scores)?.standardError as number, 14);
    expect(rocAucTest([0, 1, 1], [1, 2, 3], [3, 2, 1])).toBeUndefined();
  });
});

describe('the normal quantile', () => {
  it("is R's qnorm, near the middle and far out", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.2)).toBeCloseTo(-0.8416212335729142, 14);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 13);
    expect(normalQuantile(1e-300)).toBeCloseTo(-37.0470962993612, 12);
    expect(() => normalQuantile(1)).toThrow('a normal quantile is asked for between 0 and 1, not by 1');
  });
});

describe("Brier's score", () => {
  it('is what scikit-learn finds, and the sum of its parts', () => {
    const { brier, reliability, resolution, uncertainty, within } = brierScore(labels, scores);
    expect(brier).toBeCloseTo(0.244, 14);
    expect(reliability - resolution + uncertainty + within).toBeCloseTo(brier, 14);
    expect(uncertainty).toBeCloseTo(0.55 * 0.45, 14);
  });

  it('hides nothing where a bin has one probability: by hand', () => {
    // .2 four times, one came; .6 six times, four came; half came of all ten.
    const found = brierScore([1, 0, 0, 0, 1, 1, 1, 1, 0, 0], [0.2, 0.2, 0.2, 0.2, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6]);
    expect(found.reliability).toBeCloseTo(0.4 * 0.05 ** 2 + 0.6 * (4 / 6 - 0.6) ** 2, 14);
    expect(found.resolution).toBeCloseTo(0.4 * 0.25 ** 2 + 0.6 * (4 / 6 - 0.5) ** 2, 14);
    expect(found.within).toBeCloseTo(0, 14);
    expect(found.brier).toBeCloseTo((0.64 + 3 * 0.04 + 4 * 0.16 + 2 * 0.36) / 10, 14);
  });

  it('refuses what is no probability, and no row', () => {
    expect(() => brierScore([1], [1.5])).toThrow('a probability is a number from 0 to 1, not 1.5');
    expect(() => brierScore([1], [-1])).toThrow('a probability is a number from 0 to 1, not -1');
    expect(() => brierScore([], [])).toThrow('there is no row to evaluate');
  });
});

it('the log-loss is what scikit-learn finds, and finite where a certainty was wrong', () => {
  expect(logLoss(labels, scores)).toBeCloseTo(0.684729138633421, 14);
  expect(logLoss([1, 0], [0, 0])).toBeCloseTo(-Math.log(Number.EPSILON) / 2, 12);
});

describe('a reliability table', () => {
  it('by width has the lower end of each bin in it: by hand', () => {
    const { bins } = calibrationTable(labels, scores, { bins: 5, by: 'width' });
    expect(bins.map(bin => bin.rate)).toEqual([1 / 4, 3 / 6, 3 / 4, 1 / 2, 1].map(near));
    expect(bins.map(bin => bin.rows)).toEqual([4, 6, 4, 4, 2].map(near));
  });

  it('by count keeps equal probabilities together: by hand', () => {
    const { bins, ece, mce } = calibrationTable([0, 1, 1, 1], [0.1, 0.5, 0.5, 0.5], { bins: 2 });
    expect(bins).toEqual([
      { low: 0.1, high: 0.1, rows: 1, positives: 0, mean: 0.1, rate: 0 },
      { low: 0.5, high: 0.5, rows: 3, positives: 3, mean: 0.5, rate: 1 },
    ]);
    expect(ece).toBeCloseTo(0.25 * 0.1 + 0.75 * 0.5, 14);
    expect(mce).toBe(0.5);
  });
});

const near = (value: number) => expect.closeTo(value, 12);

describe('a lift table', () => {
  it('takes the highest scores first: by hand', () => {
    const found = liftTable([1, 1, 0, 1, 0, 0, 0, 0], [8, 7, 6, 5, 4, 3, 2, 1], { parts: 4 });
    expect(found?.parts[0]).toEqual({
      ...{ part: 1, rows: 2, positives: 2, score: 7, rate: 1, lift: near(8 / 3) },
      ...{ depth: 0.25, gain: near(2 / 3), cumulativeLift: near(8 / 3), ks: near(2 / 3) },
    });
    expect(found?.parts.map(part => part.positives)).toEqual([2, 1, 0, 0]);
    expect(found?.parts.at(-1)).toMatchObject({ depth: 1, gain: 1, cumulativeLift: 1, ks: 0 });
    // Above 5 are all positives and one of five negatives.
    expect(found).toMatchObject({ ks: near(0.8), ksScore: 5 });
  });

  it('shares out the positives of equal scores, whatever the order of the rows', () => {
    const found = liftTable([1, 0, 0, 1], [5, 5, 5, 1], { parts: 2 });
    expect(found?.parts.map(part => part.positives)).toEqual([near(2 / 3), near(4 / 3)]);
    expect(liftTable([1, 0, 0, 1], [1, 5, 5, 5], { parts: 2 })?.parts[0]?.positives).toEqual(near(2 / 3));
    expect(liftTable(turned(labels), turned(scores))).toEqual(liftTable(labels, scores));
  });

  it('is not there without both classes, or for fewer rows than parts', () => {
    expect(liftTable([1, 1], [1, 2], { parts: 2 })).toBeUndefined();
    expect(liftTable([1, 0], [1, 2])).toBeUndefined();
  });
});

describe('a confusion table', () => {
  it('calls the threshold itself positive, and leaves shares of nothing out', () => {
    expect(confusion([0, 1, 1, 0], [0.2, 0.5, 0.1, 0.7], 0.5)).toEqual({
      ...{ threshold: 0.5, truePositives: 1, falsePositives: 1, trueNegatives: 1, falseNegatives: 1 },
      ...{ accuracy: 0.5, precision: 0.5, recall: 0.5, specificity: 0.5, f1: 0.5 },
    });
    const nobody = confusion([0, 0], [0.1, 0.2], 0.5);
    expect(nobody.accuracy).toBe(1);
    expect('precision' in nobody || 'recall' in nobody || 'f1' in nobody).toBe(false);
  });
});
