import { describe, expect, it } from 'vitest';
import { calibrated, logistic } from './calibration.js';
import { isotonicScaling } from './isotonic-scaling.js';
import { plattScaling } from './platt-scaling.js';
import { temperatureScaling } from './temperature-scaling.js';

const labels = [0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1];
const scores = [
  0.05, 0.1, 0.1, 0.15, 0.2, 0.2, 0.25, 0.3, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.6, 0.65, 0.7, 0.8, 0.95,
];
const near = (value: number, digits = 12) => expect.closeTo(value, digits);

/** Truth: scikit-learn 1.9.1 and scipy 1.17.1 on the same twenty rows, unless said otherwise. */
describe('calibration', () => {
  it("by Platt is scikit-learn's sigmoid, its sign turned", () => {
    const fit = plattScaling(labels, scores);
    expect(fit).toEqual({
      kind: 'platt',
      slope: near(2.5017015348630505, 4),
      intercept: near(-0.8060162367515074, 4),
    });
    expect(calibrated(fit, 0.4)).toBeCloseTo(logistic(fit.slope * 0.4 + fit.intercept), 14);
  });

  it('by Platt has no slope in what it learns by: the targets are met on the whole, and along the scores', () => {
    const fit = plattScaling(labels, scores);
    const off = labels.map((label, at) => calibrated(fit, scores[at] as number) - (label === 1 ? 12 / 13 : 1 / 11));
    expect(off.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 10);
    expect(off.reduce((sum, one, at) => sum + one * (scores[at] as number), 0)).toBeCloseTo(0, 10);
  });

  it('by Platt stays finite where the scores part the classes, and where all scores or labels are alike', () => {
    expect(Number.isFinite(plattScaling([0, 0, 1, 1], [1, 2, 3, 4]).slope)).toBe(true);
    expect(calibrated(plattScaling([0, 1, 1, 1], [5, 5, 5, 5]), 5)).toBeCloseTo((1 / 3 + 3 * 0.8) / 4, 6);
    expect(calibrated(plattScaling([1, 1], [0, 1]), 0)).toBeCloseTo(0.75, 6);
  });

  it('by isotonic regression has the levels and the straight lines of scikit-learn', () => {
    const fit = isotonicScaling(labels, scores);
    expect(fit.scores).toEqual([0.05, 0.1, 0.25, 0.3, 0.65, 0.7, 0.95]);
    expect(fit.probabilities).toEqual([0, near(1 / 3), near(1 / 3), near(0.6), near(0.6), 1, 1]);
    const asked = [0, 0.12, 0.27, 0.33, 0.5, 0.62, 0.68, 0.9, 1];
    const theirs = [0, 1 / 3, 0.44, 0.6, 0.6, 0.6, 0.84, 1, 1];
    expect(asked.map(score => calibrated(fit, score))).toEqual(theirs.map(one => near(one)));
  });

  it('by isotonic regression does not depend on the order of the rows, and is one level where scores are wrong way round', () => {
    expect(isotonicScaling(labels.toReversed(), scores.toReversed())).toEqual(isotonicScaling(labels, scores));
    expect(isotonicScaling([1, 1, 0], [1, 2, 3]).probabilities).toEqual([near(2 / 3), near(2 / 3)]);
  });

  it('by temperature finds the least log-loss', () => {
    const logOdds = scores.map(score => Math.log(score / (1 - score)));
    const fit = temperatureScaling(labels, logOdds);
    expect(fit.temperature).toBeCloseTo(2.078541188393384, 6);
    expect(calibrated(fit, 2)).toBeCloseTo(logistic(2 / fit.temperature), 14);
  });

  it('by temperature stays within its bounds where the scores part the classes, or say nothing', () => {
    expect(temperatureScaling([0, 1], [-1, 1]).temperature).toBeCloseTo(1e-3, 9);
    expect(temperatureScaling([1, 0], [-1, 1]).temperature).toBeCloseTo(1e3, 6);
  });

  it('refuses to learn from no row', () => {
    for (const learn of [plattScaling, isotonicScaling, temperatureScaling])
      expect(() => learn([], [])).toThrow('there is no row to calibrate by');
  });
});
