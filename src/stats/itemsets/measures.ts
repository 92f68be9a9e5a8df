import { atLeast, atMost, drawQuantile } from '../hypergeometric.js';
import { upperGamma } from '../upper-gamma.js';

/** A rule X ⇒ Y as a table of two by two counts, with its margins, and what the measure was asked with. */
export interface Cells {
  both: number;
  onlyX: number;
  onlyY: number;
  neither: number;
  x: number;
  y: number;
  notX: number;
  notY: number;
  n: number;
  asked: MeasureOptions;
}

/** What some measures take. */
export interface MeasureOptions {
  /** chiSquared and hyperConfidence as the probability of chance. */
  significance?: boolean;
  /** fishersExactTest and hyperConfidence look for more baskets together than by chance, or with false for fewer. */
  complements?: boolean;
  /** The quantile of hyperLift, .99. */
  d?: number;
  /** The number of classes of laplace, 2. */
  k?: number;
  /** The least support and confidence that rules were mined with: stdLift is corrected for them where both are given. */
  support?: number;
  confidence?: number;
}

const confidence = ({ both, x }: Cells) => both / x;
const lift = ({ both, x, y, n }: Cells) => (both * n) / (x * y);
const addedValue = (c: Cells) => confidence(c) - c.y / c.n;
const oddsRatio = ({ both, onlyX, onlyY, neither }: Cells) => (both * neither) / (onlyX * onlyY);
const draw = ({ x, y, n }: Cells) => ({ marked: x, drawn: y, all: n });
const chance = (c: Cells) => (c.asked.complements === false ? atMost(c.both, draw(c)) : atLeast(c.both, draw(c)));
/** p ln(p / q) with its limit at 0. */
const part = (p: number, q: number) => (p === 0 ? 0 : p * Math.log(p / q));

/** By arules' names; the formulas are those of Hahsler, A Probabilistic Comparison of Commonly Used Interest Measures for Association Rules. */
export const measures = {
  support: ({ both, n }: Cells) => both / n,
  count: ({ both }: Cells) => both,
  confidence,
  lift,
  addedValue,
  casualConfidence: ({ both, x, neither, notX }: Cells) => (both / x + neither / notX) / 2,
  casualSupport: ({ both, neither, n }: Cells) => (both + neither) / n,
  centeredConfidence: addedValue,
  certainty: ({ both, x, y, notY, n }: Cells) => (both * n - x * y) / (x * notY),
  chiSquared,
  collectiveStrength,
  confirmedConfidence: ({ both, onlyX, x }: Cells) => (both - onlyX) / x,
  conviction: ({ x, notY, onlyX, n }: Cells) => (x * notY) / (n * onlyX),
  cosine: ({ both, x, y }: Cells) => both / Math.sqrt(x * y),
  counterexample: ({ both, onlyX }: Cells) => (both - onlyX) / both,
  coverage: ({ x, n }: Cells) => x / n,
  doc: ({ both, x, onlyY, notX }: Cells) => both / x - onlyY / notX,
  fishersExactTest: chance,
  gini,
  hyperConfidence: (c: Cells) => (c.asked.significance ? chance(c) : 1 - chance(c)),
  hyperLift: (c: Cells) => c.both / drawQuantile(c.asked.d ?? 0.99, draw(c)),
  imbalance: ({ both, x, y }: Cells) => Math.abs(x - y) / (x + y - both),
  implicationIndex: ({ onlyX, x, notY, n }: Cells) => (onlyX - (x * notY) / n) / Math.sqrt((x * notY) / n),
  importance: (c: Cells) => Math.log10((c.both + 1) / (c.onlyX + 1)),
  jaccard: ({ both, x, y }: Cells) => both / (x + y - both),
  jMeasure: ({ both, onlyX, x, y, notY, n }: Cells) =>
    part(both / n, (x * y) / n / n) + part(onlyX / n, (x * notY) / n / n),
  kappa,
  klosgen: (c: Cells) => Math.sqrt(c.both / c.n) * addedValue(c),
  kulczynski: ({ both, x, y }: Cells) => (both / x + both / y) / 2,
  lambda,
  laplace: (c: Cells) => (c.both + 1) / (c.x + (c.asked.k ?? 2)),
  leastContradiction: ({ both, onlyX, y }: Cells) => (both - onlyX) / y,
  lerman: ({ both, x, y, n }: Cells) => (both - (x * y) / n) / Math.sqrt((x * y) / n),
  leverage: ({ both, x, y, n }: Cells) => both / n - (x / n) * (y / n),
  maxConfidence: ({ both, x, y }: Cells) => Math.max(both / x, both / y),
  mutualInformation,
  oddsRatio,
  phi: ({ both, x, y, notX, notY, n }: Cells) => (n * both - x * y) / Math.sqrt(x * y * notX * notY),
  ralambondrainy: ({ onlyX, n }: Cells) => onlyX / n,
  relativeRisk: ({ both, x, onlyY, notX }: Cells) => both / x / (onlyY / notX),
  rhsSupport: ({ y, n }: Cells) => y / n,
  RLD: relativeLinkage,
  rulePowerFactor: (c: Cells) => (c.both / c.n) * confidence(c),
  sebag: ({ both, onlyX }: Cells) => both / onlyX,
  stdLift,
  varyingLiaison: (c: Cells) => lift(c) - 1,
  yuleQ: ({ both, onlyX, onlyY, neither }: Cells) =>
    (both * neither - onlyX * onlyY) / (both * neither + onlyX * onlyY),
  yuleY,
} satisfies Record<string, (cells: Cells) => number>;

function chiSquared({ both, onlyX, onlyY, neither, x, y, notX, notY, n, asked }: Cells): number {
  const statistic = ((both * neither - onlyX * onlyY) / x / notX) * ((both * neither - onlyX * onlyY) / y / notY) * n;
  return asked.significance ? upperGamma(0.5, statistic / 2) : statistic;
}

/** Aggarwal & Yu 1998, by the rate of violations. */
function collectiveStrength({ onlyX, onlyY, x, y, notX, notY, n }: Cells): number {
  const violations = (onlyX + onlyY) / n;
  const expected = (x * notY + notX * y) / n / n;
  return ((1 - violations) / (1 - expected)) * (expected / violations);
}

function gini({ both, onlyX, onlyY, neither, x, y, notX, notY, n }: Cells): number {
  const within = (both ** 2 + onlyX ** 2) / x / n + (onlyY ** 2 + neither ** 2) / notX / n;
  return within - (y / n) ** 2 - (notY / n) ** 2;
}

function kappa({ both, neither, x, y, notX, notY, n }: Cells): number {
  const expected = (x * y + notX * notY) / n / n;
  return ((both + neither) / n - expected) / (1 - expected);
}

function lambda({ both, onlyX, onlyY, neither, y, notY, n }: Cells): number {
  const most = Math.max(y, notY);
  return (Math.max(both, onlyX) + Math.max(onlyY, neither) - most) / (n - most);
}

function mutualInformation({ both, onlyX, onlyY, neither, x, y, notX, notY, n }: Cells): number {
  const pair = (count: number, one: number, other: number) => part(count / n, (one * other) / n / n);
  const shared = pair(both, x, y) + pair(onlyX, x, notY) + pair(onlyY, notX, y) + pair(neither, notX, notY);
  const entropy = (one: number, other: number) => -part(one / n, 1) - part(other / n, 1);
  return shared / Math.min(entropy(x, notX), entropy(y, notY));
}

function relativeLinkage({ both, onlyX, onlyY, neither, n }: Cells): number {
  const d = (both * neither - onlyX * onlyY) / n;
  return d > 0 ? d / (d + Math.min(onlyX, onlyY)) : d / (d - Math.min(both, neither));
}

/** McNicholas, Murphy & O'Regan 2008. */
function stdLift(c: Cells): number {
  const [x, y] = [c.x / c.n, c.y / c.n];
  const least = Math.max(x + y - 1, 1 / c.n) / (x * y);
  const { support, confidence: trusted } = c.asked;
  const isCorrected = support !== undefined && trusted !== undefined;
  const low = isCorrected ? Math.max(least, (4 * support) / (1 + support) ** 2, support / (x * y), trusted / y) : least;
  return (lift(c) - low) / (1 / Math.max(x, y) - low);
}

function yuleY({ both, onlyX, onlyY, neither }: Cells): number {
  const [along, across] = [Math.sqrt(both * neither), Math.sqrt(onlyX * onlyY)];
  return (along - across) / (along + across);
}
