import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { liftTable } from '../evaluate/lift-table.js';
import { rocAuc } from '../evaluate/roc-auc.js';
import { random } from '../random.js';
import { logisticRegression, logisticScore } from './logistic-regression.js';

const near = (value: number, digits = 9) => expect.closeTo(value, digits);

describe('a logistic regression', () => {
  // Hosmer & Lemeshow's first example in small: truth by statsmodels 0.14, `GLM(…, Binomial())`.
  const columns = [[0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5]];
  const labels = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];

  it('finds what is published of hours of study and passing: -4.0777 (1.7610) + 1.5046 (0.6287) hours', () => {
    const { intercept, coefficients, notes, rank } = logisticRegression(columns, labels);
    expect(intercept.estimate).toBeCloseTo(-4.0777, 4);
    expect(intercept.standardError).toBeCloseTo(1.761, 4);
    expect(coefficients[0]?.estimate).toBeCloseTo(1.5046, 4);
    expect(coefficients[0]?.standardError).toBeCloseTo(0.6287, 4);
    expect(coefficients[0]?.z).toBeCloseTo(2.393, 3);
    expect(coefficients[0]?.p).toBeCloseTo(0.0167, 4);
    expect(notes).toEqual([]);
    expect(rank).toBe(2);
  });

  it('is the logarithm of odds for one yes or no: by hand', () => {
    const { intercept, coefficients, logLikelihood, aic } = logisticRegression([[0, 0, 1, 1, 1]], [0, 1, 0, 1, 1]);
    expect(intercept.estimate).toBeCloseTo(0, 12);
    expect(coefficients[0]?.estimate).toBeCloseTo(Math.log(2), 12);
    expect(coefficients[0]?.standardError).toBeCloseTo(Math.sqrt(1 + 1 + 1 + 1 / 2), 9);
    expect(logLikelihood).toBeCloseTo(2 * Math.log(1 / 2) + Math.log(1 / 3) + 2 * Math.log(2 / 3), 12);
    expect(aic).toBeCloseTo(4 - 2 * logLikelihood, 12);
  });

  it('counts a row as often as it is told', () => {
    const once = logisticRegression([[0, 0, 1, 1]], [0, 1, 0, 1], { weights: [3, 1, 2, 5] });
    const each = logisticRegression([[0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]], [0, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1]);
    expect(once.coefficients[0]?.estimate).toBeCloseTo(each.coefficients[0]?.estimate as number, 12);
    expect(once.coefficients[0]?.p).toBeCloseTo(each.coefficients[0]?.p as number, 12);
    expect(once.logLikelihood).toBeCloseTo(each.logLikelihood, 12);
  });

  it('does not mind units, nor how far from 0 they lie', () => {
    const plain = logisticRegression(columns, labels);
    const far = logisticRegression(
      columns.map(column => column.map(value => 1e6 + value / 1000)),
      labels,
    );
    expect((far.coefficients[0]?.estimate as number) / 1000).toBeCloseTo(plain.coefficients[0]?.estimate as number, 5);
    expect(far.coefficients[0]?.z).toBeCloseTo(plain.coefficients[0]?.z as number, 5);
  });

  it('does not mind values whose squares are beyond the numbers there are: z is that of the plain column', () => {
    const plain = logisticRegression(columns, labels);
    for (const power of [2 ** 1020, 2 ** 660, 2 ** -660, 2 ** -1000]) {
      const scaled = columns.map(column => column.map(value => value * power));
      const { coefficients, notes, logLikelihood } = logisticRegression(scaled, labels);
      expect(coefficients[0]?.z).toBeCloseTo(plain.coefficients[0]?.z as number, 9);
      expect((coefficients[0]?.estimate as number) * power).toBeCloseTo(plain.coefficients[0]?.estimate as number, 9);
      expect(logLikelihood).toBeCloseTo(plain.logLikelihood, 9);
      expect(notes).toEqual([]);
    }
  });

  it('finds of many rows, begun at some of them, what counted rows say', () => {
    // Two columns of whole numbers from 0 to 4, and for each of the 25 patterns so many noes and yeses.
    const patterns = Array.from({ length: 50 }, (_, at) => [at % 5, Math.floor(at / 5) % 5, at < 25 ? 0 : 1]);
    const weights = patterns.map(([x = 0, y = 0, label = 0]) => 1100 + 37 * x * y + 400 * (label === 1 ? x - y : y));
    const labels = patterns.map(([, , label]) => label as number);
    const counted = logisticRegression(
      [0, 1].map(at => patterns.map(pattern => pattern[at] as number)),
      labels,
      { weights: weights.map(weight => 2 * Math.max(weight, 50)) },
    );
    const once = patterns.flatMap((pattern, at) => Array<number[]>(Math.max(weights[at] as number, 50)).fill(pattern));
    const rows = [...once, ...once];
    expect(rows.length).toBeGreaterThan(100_000);
    const [x, y, yes] = [0, 1, 2].map(at => Float64Array.from(rows, row => row[at] as number)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const each = logisticRegression([x, y], yes);
    expect(each.logLikelihood).toBeCloseTo(counted.logLikelihood, 5);
    each.coefficients.forEach(({ estimate, standardError }, at) => {
      expect(estimate).toBeCloseTo(counted.coefficients[at]?.estimate as number, 10);
      expect(standardError).toBeCloseTo(counted.coefficients[at]?.standardError as number, 10);
    });
  });

  it('is the same to the last bit on any number of threads, and what rows counted in JavaScript say', () => {
    const { uniform } = random(7);
    // Not a whole number of pieces, and two blocks of four columns, one of them constant and one far from 0.
    const many = Array.from({ length: 6 }, (_, at) =>
      Float64Array.from({ length: 100_003 }, () => (at === 3 ? 5 : 1000 * at + uniform())),
    );
    const yes = Float64Array.from(many[1] as Float64Array, value => Number(uniform() < value - 1000));
    const fitted = (threads: number) => logisticRegression(many, yes, { threads, ridge: 1 });
    const one = fitted(1);
    expect([fitted(2), fitted(3)]).toEqual([one, one]);
    const plain = logisticRegression(many, yes, { weights: yes.map(() => 1), ridge: 1 });
    expect(one.notes).toEqual(['column 3 is constant, so it says nothing']);
    expect(one.logLikelihood).toBeCloseTo(plain.logLikelihood, 6);
    one.coefficients.forEach(({ estimate, standardError = 0 }, at) => {
      const other = plain.coefficients[at];
      expect(estimate).toBeCloseTo(other?.estimate as number, 9);
      expect(standardError).toBeCloseTo(other?.standardError ?? 0, 9);
    });
  });

  it('draws coefficients in by a ridge, so that its gradient is 0 with it', () => {
    const { intercept, coefficients } = logisticRegression(columns, labels, { ridge: 2 });
    const [hours = []] = columns;
    const mean = hours.reduce((sum, one) => sum + one, 0) / 20;
    const scale = Math.sqrt(hours.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 20);
    const slope = coefficients[0]?.estimate as number;
    const off = hours.map(
      (hour, at) => (labels[at] as number) - 1 / (1 + Math.exp(-(intercept.estimate + slope * hour))),
    );
    expect(off.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 9);
    const pull = off.reduce((sum, one, at) => sum + (one * ((hours[at] as number) - mean)) / scale, 0);
    expect(pull).toBeCloseTo(2 * slope * scale, 9);
  });

  it('says which columns are constant or combinations of others, and fits the rest as without them', () => {
    const [hours = []] = columns;
    const more = [hours.map(() => 7), hours, hours.map(hour => 3 - 2 * hour)];
    const found = logisticRegression(more, labels, { names: ['seven', 'hours', 'turned'] });
    expect(found.notes).toEqual([
      'seven is constant, so it says nothing',
      'turned is a combination of columns before it, so it adds nothing',
    ]);
    expect(found.coefficients[0]).toEqual({ estimate: 0 });
    expect(found.coefficients[2]).toEqual({ estimate: 0 });
    expect(found.coefficients[1]?.estimate).toBeCloseTo(1.5046, 4);
    expect(found.rank).toBe(2);
  });

  it('says when a column parts the classes, wholly or in part, and has an end with a ridge', () => {
    const apart = logisticRegression([[1, 2, 3, 4]], [0, 0, 1, 1]);
    expect(apart.notes).toEqual([
      'column 0 parts the classes, at least in part, so the coefficients have no end: a ridge keeps them finite',
    ]);
    expect(apart.coefficients[0]).toEqual({ estimate: apart.coefficients[0]?.estimate });
    expect(apart.logLikelihood).toBeCloseTo(0, 6);
    // Whoever has the second is positive; the first says what it says without them.
    const partly = logisticRegression(
      [
        [...(columns[0] as number[]), 2, 2],
        [...labels.map(() => 0), 1, 1],
      ],
      [...labels, 1, 1],
    );
    expect(partly.notes).toHaveLength(1);
    expect(partly.notes[0]).toContain('column 1 parts the classes');
    expect(partly.coefficients[0]?.estimate).toBeCloseTo(1.5046, 4);
    expect(logisticRegression([[1, 2, 3, 4]], [0, 0, 1, 1], { ridge: 1 }).notes).toEqual([]);
  });

  it('refuses one class, no row, a missing value and what is no label', () => {
    expect(() => logisticRegression([[1, 2]], [1, 1])).toThrow('needs rows of both classes: 2 of 2 are positive');
    expect(() => logisticRegression([[]], [])).toThrow('needs rows of both classes: 0 of 0 are positive');
    expect(() => logisticRegression([[1, Number.NaN]], [0, 1], { names: ['age'] })).toThrow(
      'needs every value: age has NaN in row 1',
    );
    expect(() => logisticRegression([[1, 2]], [0, 3])).toThrow('a label is 0 or 1, not 3');
    expect(() => logisticRegression([[1]], [0, 1])).toThrow('a column of 1 rows for 2 labels');
  });
});

const file = '../shared/data/telco/Telco-Customer-Churn.csv';
const isAbsent = !existsSync(file);

/** Truth: R's glm over all columns of the 7,032 rows that have total charges. */
it.skipIf(isAbsent)(`${isAbsent ? `not run, ${file} is absent: ` : ''}finds of telco what R finds`, () => {
  const [head = [], ...lines] = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map(line => line.split(','));
  const rows = lines.filter(line => line[head.indexOf('TotalCharges')]?.trim() !== '');
  const labels = rows.map(row => Number(row.at(-1) === 'Yes'));
  const columns = head.slice(1, -1).flatMap((_, at) => {
    const texts = rows.map(row => row[at + 1] as string);
    const values = [...new Set(texts)].sort();
    if (values.every(value => Number.isFinite(Number(value)))) return [texts.map(Number)];
    return values.slice(1).map(value => texts.map(text => Number(text === value)));
  });
  expect(columns).toHaveLength(30);
  const found = logisticRegression(columns, labels);
  expect(found.logLikelihood).toBeCloseTo(-2913.136, 3);
  expect(found.aic).toBeCloseTo(5874.272, 3);
  expect(found.rank).toBe(24);
  expect(found.notes).toHaveLength(7);
  const scores = rows.map((_, row) =>
    logisticScore(
      found,
      columns.map(column => column[row] as number),
    ),
  );
  expect(rocAuc(labels, scores)?.auc).toBeCloseTo(0.848207, 6);
  const parts = liftTable(labels, scores)?.parts ?? [];
  expect(parts[0]?.lift).toBeCloseTo(2.8847, 4);
  // Capture at 10, 20 and 30 %, cut off after four digits where it is cited.
  expect(parts.slice(0, 3).map(part => part.gain)).toEqual([near(0.2884, 4), near(0.5131, 4), near(0.6693, 4)]);
});
