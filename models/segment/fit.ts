import { CliError, exitCode } from '../../src/errors.js';
import { kmeans } from '../../src/stats/kmeans.js';
import type { Table } from '../../src/table.js';
import type { Attribute } from './attributes.js';
import { type Comparison, compared, noComparison, recommended, silhouetteOf } from './candidates.js';
import { bestOf, type Clustering } from './clustering.js';
import { type Cluster, clusterOrder, clustersOf } from './clusters.js';
import { distancesOf } from './distances.js';
import { distinctRows } from './distinct-rows.js';
import { drawOf } from './draw.js';
import { indicatorsOf } from './indicators.js';
import type { SegmentOptions } from './options.js';
import { givenOf, type Prepared, prepare, type Tenths } from './prepare.js';
import { prototypes } from './prototypes.js';
import { noRules, rulesOf, type SegmentRules } from './rules.js';
import type { Step } from './step.js';

/** What the model has learnt: how columns are prepared, where the segments lie and what they are called. */
export interface SegmentFitted extends Comparison {
  rows: number;
  steps: Step[];
  /** What found them. */
  method: 'k-means' | 'k-prototypes';
  /** Columns of one value only, which say nothing. */
  constant: string[];
  /** In the order of their value, the highest first; one segment of all where there was too little to tell apart. */
  clusters: Cluster[];
  /** The sum of squared distances within the segments, of the best start and of the worst. */
  sse: number;
  worst_sse: number;
  silhouette: number | null;
  /** Per prepared column nine cuts into tenths, and how many rows lie in each: what drift is measured by. */
  tenths: Tenths[];
  /** How far 10, 50, 90 and 99 % of the rows lie from their centre, at most. */
  distances: number[];
  /** A tree that says in words who is in which segment, as nearly as it can. */
  rules: SegmentRules;
  /** What its customers are like beside all; empty until they are described. */
  attributes: Attribute[];
}

/**
 * Clusters the customers of `features`: prepared columns, k-means from several starts, segments in the order of their value. Numbers and
 * names of the last fit live on in the segments nearest to theirs. Throws CliError (usage) where more segments are asked for than there
 * are distinct rows.
 */
export function fit(features: Table, options: SegmentOptions, before?: SegmentFitted): SegmentFitted {
  return fitBy(kmeans, features, options, before);
}

/** The same, clustered by what may stand in the place of our own k-means. */
export function fitBy(
  numbers: Clustering,
  features: Table,
  options: SegmentOptions,
  before?: SegmentFitted,
): SegmentFitted {
  const given = [
    ...options.columns.map(name => givenOf(features, name)),
    ...options.categories.flatMap(name => indicatorsOf(features, name)),
  ];
  const ready = prepare(given, options);
  const { steps, constant, columns, tenths } = ready;
  const clustering = forWords(numbers, ready.steps, options);
  const draw = drawOf(columns, options.seed);
  const comparison = options.k === 'auto' ? compared(columns, options, { clustering, draw }) : noComparison;
  const k = options.k === 'auto' ? (recommended(comparison.candidates)?.k ?? 1) : options.k;
  const base: Omit<SegmentFitted, keyof ReturnType<typeof all>> = {
    rows: features.rows,
    steps,
    method: clustering === numbers ? 'k-means' : 'k-prototypes',
    constant,
    ...comparison,
    tenths,
    distances: [],
    attributes: [],
  };
  if (features.rows === 0 || (k === 1 && steps.length === 0)) return { ...base, ...all(features.rows) };
  refuseTooMany(k, ready, options);
  const found = bestOf(clustering, columns, draw, { k, seed: options.seed, nInit: options.starts });
  const width = k > 1 ? silhouetteOf(columns, found, draw) : null;
  const [least, worst] = [found.sse, Math.max(...found.spread)];
  const order = clusterOrder(found, given);
  const clusters = clustersOf(found, order, { ready, given }, before);
  const rules = rulesOf(
    found.labels.map(label => order.indexOf(label)),
    { ready, given, draw, k },
  );
  const distances = distancesOf(columns, found.centers);
  return { ...base, distances, clusters, sse: least, worst_sse: worst, silhouette: width, rules };
}

/** k-prototypes where there are columns of words, unless their shares are wanted. */
function forWords(numbers: Clustering, steps: Step[], { centers }: SegmentOptions): Clustering {
  const columns = [...new Set(steps.flatMap(({ category }) => category?.column ?? []))];
  if (columns.length === 0 || centers === 'means') return numbers;
  if (numbers !== kmeans) {
    const what = 'segment: the reference engine knows no most frequent words as centres';
    throw new CliError(what, exitCode.usage, 'have the shares of words as centres: centers means');
  }
  return prototypes(columns.map(name => steps.flatMap(({ category }, at) => (category?.column === name ? [at] : []))));
}

/** Throws CliError (usage) where fewer rows differ than there are to be segments: with how many there can be, and why. */
function refuseTooMany(k: number, { columns, steps }: Prepared, options: SegmentOptions): void {
  const distinct = steps.length === 0 ? 1 : distinctRows(columns, k);
  if (distinct >= k) return;
  const by = [...options.columns, ...options.categories].join(', ');
  const most = distinct === 1 ? 'all rows are alike there' : `only ${distinct} rows differ from each other there`;
  const hint = `ask for ${distinct === 1 ? 'one segment' : `${distinct} or fewer`}, or cluster by other columns`;
  throw new CliError(`segment: there are no ${k} segments by ${by}: ${most}`, exitCode.usage, hint);
}

function all(rows: number): Pick<SegmentFitted, 'clusters' | 'sse' | 'worst_sse' | 'silhouette' | 'rules'> {
  const one = { number: 1, name: 'All customers', size: rows, center: [], means: [], deviations: [], value: null };
  return { clusters: [one], sse: 0, worst_sse: 0, silhouette: null, rules: noRules(rows) };
}
