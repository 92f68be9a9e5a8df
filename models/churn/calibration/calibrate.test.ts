import { describe, expect, it } from 'vitest';
import { logLoss } from '../../../src/stats/evaluate/log-loss.js';
import { random } from '../../../src/stats/random.js';
import type { Given } from '../../tree/index.js';
import type { Examples } from '../examples.js';
import { churnDefaults } from '../features.js';
import { calibrate } from './calibrate.js';
import { published } from './calibrator.js';

/** Examples of one column from -2 to 2 whose probability of being positive is known. */
function examplesBy(probabilityOf: (x: number) => number, rows = 4000): Examples {
  const { uniform } = random(7);
  const values = Float64Array.from({ length: rows }, () => uniform() * 4 - 2);
  const labels = Uint8Array.from(values, x => Number(uniform() < probabilityOf(x)));
  const given: Given[] = [{ name: 'x', kind: 'number', levels: [], isWhole: false, hasMissing: false, values }];
  const [learnt, held] = [0, 1].map(part => Uint32Array.from(values.keys()).filter(row => row % 2 === part));
  const words = { leftOut: [], positive: 'left', negative: 'stayed', incomplete: 0 };
  return { given, labels, learnt: learnt as Uint32Array, held: held as Uint32Array, ...words };
}

const curve = (x: number) => 1 / (1 + Math.exp(-2 * x));

describe('the calibrator', () => {
  it('is none where the probabilities are right: a logistic regression of a logistic curve', () => {
    const { calibrator, compared } = calibrate('logistic', examplesBy(curve), churnDefaults);
    const losses = compared.map(({ logloss }) => logloss) as [number, number, number, number];
    const [none, temperature, platt, isotonic] = losses;
    expect(compared.map(({ kind }) => kind)).toEqual(['none', 'temperature', 'platt', 'isotonic']);
    expect(Math.abs(platt - none)).toBeLessThan(0.001);
    expect(Math.abs(temperature - none)).toBeLessThan(0.001);
    expect(isotonic).toBeGreaterThan(none);
    expect(calibrator.kind).toBe('none');
  });

  it('is isotonic where a logistic curve is wrong, and then tells what came better: a step from .1 to .9', () => {
    const { calibrator, compared, rows } = calibrate(
      'logistic',
      examplesBy(x => (x < 0 ? 0.1 : 0.9)),
      churnDefaults,
    );
    expect([calibrator.kind, rows]).toEqual(['isotonic', 2000]);
    const [none, , , isotonic] = compared.map(({ logloss }) => logloss) as [number, number, number, number];
    // The entropy of .1: what the truth itself loses.
    expect(isotonic).toBeLessThan(none - 0.02);
    expect(isotonic).toBeCloseTo(-0.1 * Math.log(0.1) - 0.9 * Math.log(0.9), 1);
  });

  it('does not ask the rows held out: other labels there change nothing', () => {
    const examples = examplesBy(x => (x < 0 ? 0.1 : 0.9));
    const others = examples.labels.slice();
    for (const row of examples.held) others[row] = 1 - (others[row] as number);
    expect(calibrate('logistic', { ...examples, labels: others }, churnDefaults)).toEqual(
      calibrate('logistic', examples, churnDefaults),
    );
  });

  it('is none where a fold has nothing to learn from', () => {
    const examples = { ...examplesBy(curve), learnt: Uint32Array.of(0, 1, 2) };
    expect(calibrate('logistic', examples, churnDefaults)).toMatchObject({ calibrator: { kind: 'none' }, rows: 0 });
  });
});

describe('a published score', () => {
  it('is on the straight line between two levels, and at the ends beyond them', () => {
    const calibrator = { kind: 'isotonic' as const, scores: [0.2, 0.6], probabilities: [0.1, 0.5] };
    const told = [0, 0.2, 0.4, 0.6, 1].map(score => published(calibrator, score));
    expect(told).toEqual([0.1, 0.1, 0.3, 0.5, 0.5]);
  });

  it('by a temperature of 2 has half the log-odds: .9 is 3 to 1', () => {
    expect(published({ kind: 'temperature', temperature: 2 }, 0.9)).toBeCloseTo(0.75, 12);
  });

  it("by Platt's curve of slope 1 through 0 is the score itself, certainties a millionth away", () => {
    const calibrator = { kind: 'platt' as const, slope: 1, intercept: 0 };
    for (const score of [0.2, 0.5, 0.99]) expect(published(calibrator, score)).toBeCloseTo(score, 12);
    expect([published(calibrator, 0), published(calibrator, 1)]).toEqual([
      expect.closeTo(0.000001, 12),
      expect.closeTo(0.999999, 12),
    ]);
    expect(
      logLoss(
        [0, 1],
        Float64Array.of(0, 1).map(score => published(calibrator, score)),
      ),
    ).toBeLessThan(1e-5);
  });
});
