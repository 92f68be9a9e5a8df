import { describe, expect, it } from 'vitest';
import { falseDiscovery } from '../false-discovery.js';
import { holm } from '../holm.js';
import { type InterestMeasure, interestMeasure } from './interest-measure.js';
import { measures } from './measures.js';

/** Whole milk and other vegetables in the Groceries of arules: 736 baskets of 9,835 have both. */
const pair = { n11: [736], n1x: [2513], nx1: [1903], n: 9835 };

/** Computed from the probabilities of the published definitions in Python, chi-squared, Fisher's test, odds ratio, risk, kappa, phi and mutual information by scipy 1.17 and scikit-learn 1.9. */
const values = {
  support: 0.07483477376715811,
  count: 736.0,
  confidence: 0.2928770393951452,
  lift: 1.5136340948246205,
  addedValue: 0.09938441102707199,
  casualConfidence: 0.5667471785339561,
  casualSupport: 0.7006609049313675,
  centeredConfidence: 0.09938441102707199,
  certainty: 0.12322814957781808,
  chiSquared: 213.64901734947333,
  collectiveStrength: 1.2610807965288435,
  confirmedConfidence: -0.4142459212097096,
  conviction: 1.1405475660726123,
  cosine: 0.3365597496024408,
  counterexample: -1.414402173913044,
  coverage: 0.25551601423487547,
  doc: 0.13349435706791218,
  fishersExactTest: 1.4438915547437522e-45,
  gini: 0.006779993794868044,
  hyperConfidence: 1.0,
  hyperLift: 1.3992395437262357,
  imbalance: 0.16576086956521746,
  implicationIndex: -5.547666456380482,
  importance: -0.3824642687751434,
  jaccard: 0.19999999999999996,
  jMeasure: 0.007258906691116607,
  kappa: 0.14505740445784177,
  klosgen: 0.02718754501584099,
  kulczynski: 0.3398173951573729,
  lambda: 0.0,
  laplace: 0.2930417495029821,
  leastContradiction: -0.5470310036784026,
  lerman: 11.326149781805325,
  leverage: 0.025394308582718045,
  maxConfidence: 0.38675775091960063,
  mutualInformation: 0.020705097659451898,
  oddsRatio: 2.1844775598321693,
  phi: 0.14738838757519393,
  ralambondrainy: 0.18068124046771736,
  relativeRisk: 1.8375712788785379,
  rhsSupport: 0.1934926283680732,
  RLD: 0.17628550673235072,
  rulePowerFactor: 0.021917386984730745,
  sebag: 0.41418120427687105,
  stdLift: 0.38643533123028384,
  varyingLiaison: 0.5136340948246205,
  yuleQ: 0.3719534955349456,
  yuleY: 0.19289678837041052,
};

describe('interestMeasure', () => {
  it('of whole milk and other vegetables is what was published', () => {
    const published = {
      lift: 1.513634,
      jaccard: 0.2,
      cosine: 0.33656,
      kulczynski: 0.339817,
      leverage: 0.025394,
      conviction: 1.140548,
    };
    for (const [name, value] of Object.entries(published))
      expect(interestMeasure(name as InterestMeasure, pair)[0], name).toBeCloseTo(value, 5);
    expect(interestMeasure('chiSquared', pair)[0]).toBeCloseTo(213.649, 3);
  });

  it.each(Object.entries(values))('%s of the same is %d', (name, value) => {
    const found = interestMeasure(name as InterestMeasure, pair)[0] as number;
    expect(Math.abs(found - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-9);
  });

  it('has a value to hold each measure against', () => {
    expect(Object.keys(values)).toEqual(Object.keys(measures));
  });

  it('is a probability of chance where it is asked for one: scipy has 2.1968e-48 for chi-squared, 0.04467 and 0.00115 for hypergeometric tails', () => {
    expect((interestMeasure('chiSquared', pair, { significance: true })[0] as number) * 1e48).toBeCloseTo(2.197, 2);
    const many = { n11: [100, 60], n1x: [15_000, 15_000], nx1: [500, 500], n: 88_162 };
    expect(interestMeasure('hyperConfidence', many, { significance: true })[0]).toBeCloseTo(0.04466511242287028, 12);
    expect(interestMeasure('fishersExactTest', many, { complements: false })[1]).toBeCloseTo(0.00115244658531519, 12);
  });

  it('of the lady tasting tea: 17 of 70', () => {
    expect(interestMeasure('fishersExactTest', { n11: [3], n1x: [4], nx1: [4], n: 8 })[0]).toBeCloseTo(17 / 70, 14);
  });

  it('takes its parameters', () => {
    expect(interestMeasure('laplace', pair, { k: 5 })[0]).toBeCloseTo(737 / 2518, 14);
    expect(interestMeasure('hyperLift', pair, { d: 0.5 })[0]).toBeGreaterThan(
      interestMeasure('hyperLift', pair)[0] as number,
    );
    const corrected = interestMeasure('stdLift', pair, { support: 0.001, confidence: 0.2 })[0];
    expect(corrected).toBeCloseTo(0.16666666666666655, 9);
  });

  it('of a rule that always holds, and of one that never does', () => {
    const sure = { n11: [5, 0], n1x: [5, 5], nx1: [8, 2], n: 10 };
    expect([...interestMeasure('conviction', sure)]).toEqual([Number.POSITIVE_INFINITY, 0.8]);
    expect([...interestMeasure('confidence', sure)]).toEqual([1, 0]);
    expect([...interestMeasure('yuleQ', sure)]).toEqual([1, -1]);
  });

  it('has a certainty of 1, and no more, where a rule always holds', () => {
    expect([...interestMeasure('certainty', { n11: [1132], n1x: [1132], nx1: [1132], n: 4000 })]).toEqual([1]);
  });

  it('names what it does not know', () => {
    expect(() => interestMeasure('unicorn' as InterestMeasure, pair)).toThrow(
      'no measure unicorn; there are support, count,',
    );
  });
});

describe('adjusted probabilities', () => {
  it("are those of R's p.adjust", () => {
    // p.adjust(c(0.01, 0.04, 0.03, 0.005), 'holm'): 0.03 0.06 0.06 0.02; 'BH': 0.02 0.04 0.04 0.02
    const close = (given: number[], wanted: number[]) => {
      expect(given.map(one => one.toFixed(12))).toEqual(wanted.map(one => one.toFixed(12)));
    };
    close(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02]);
    close(falseDiscovery([0.01, 0.04, 0.03, 0.005]), [0.02, 0.04, 0.04, 0.02]);
    expect(holm([])).toEqual([]);
  });
});
