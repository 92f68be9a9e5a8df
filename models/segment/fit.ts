import { CliError, exitCode } from '../../src/errors.js';
import { kmeans } from '../../src/stats/kmeans.js';
import type { Table } from '../../src/table.js';
import type { Attribute } from './attributes.js';
import { noComparison } from './candidates.js';
import type { Clustering } from './clustering.js';
import { type Cluster, named } from './clusters.js';
import { declaredStages } from './declared-stages.js';
import { distancesOf } from './distances.js';
import { groupsIn } from './groups.js';
import { indicatorsOf } from './indicators.js';
import type { SegmentOptions } from './options.js';
import { type Given, givenOf, prepare, type Tenths } from './prepare.js';
import { prototypes } from './prototypes.js';
import { noRules } from './rules.js';
import { type Stage, stagesOf } from './stage.js';
import { type Step, wordColumns } from './step.js';

/** What the model has learnt: how columns are prepared, where the segments lie and what they are called. */
export interface SegmentFitted {
  /** As the options say. */
  origin?: 'file';
  currency?: string;
  rows: number;
  steps: Step[];
  /** What found them. */
  method: 'k-means' | 'k-prototypes';
  /** Columns of one value only, which say nothing. */
  constant: string[];
  /** The stages of life that customers are in; one of everybody where none are wanted. */
  stages: Stage[];
  /** Stage by stage, in a stage in the order of their value, the highest first. */
  clusters: Cluster[];
  /** Per prepared column nine cuts into tenths, and how many rows lie in each: what drift is measured by. */
  tenths: Tenths[];
  /** How far 10, 50, 90 and 99 % of the rows lie from their centre, at most. */
  distances: number[];
  /** What its customers are like beside all; empty until they are described. */
  attributes: Attribute[];
}

/**
 * Clusters the customers of `features`: prepared columns, k-means from several starts within each stage, segments in the order of their
 * value. Numbers and names of the last fit live on in the segments nearest to theirs. Throws CliError (usage) where more segments are
 * asked for than there are distinct rows.
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
  const given = givenIn(features, options);
  const ready = prepare(given, options);
  const { steps, constant, tenths } = ready;
  const clustering = forWords(numbers, steps, options);
  const declared = declaredStages(options, features);
  const places = stagesOf(declared, features);
  const base: Omit<SegmentFitted, 'stages' | 'clusters'> = {
    ...(options.origin && { origin: options.origin }),
    ...(options.currency && { currency: options.currency }),
    rows: features.rows,
    steps,
    method: clustering === numbers ? 'k-means' : 'k-prototypes',
    constant,
    tenths,
    distances: [],
    attributes: [],
  };
  const isOne = declared.length === 1 && (options.k === 1 || options.k === 'auto');
  if (features.rows === 0 || (isOne && steps.length === 0)) return { ...base, ...all(features.rows, options.origin) };
  const found = declared.map((stage, at) => groupsIn({ ready, given, clustering, options }, stage, { at, places }));
  const nameless = found.flatMap(one => one.clusters);
  const stages = found.map(one => one.stage);
  const clusters = named(nameless, stages, steps, before);
  return { ...base, distances: distancesOf(ready.columns, clusters, places), stages, clusters };
}

/** The columns that customers are clustered by. */
function givenIn(features: Table, { columns, categories, origin }: SegmentOptions): Given[] {
  const given = columns.map(name => givenOf(features, name));
  const names = new Set(columns);
  // A value may be called as a question is: `missing`, or what another column ends with.
  for (const one of categories.flatMap(name => indicatorsOf(features, name, origin))) {
    const name = freeName(one.name, names);
    names.add(name);
    given.push({ ...one, name });
  }
  return given;
}

/** A name, with a number behind it where it is taken. */
function freeName(name: string, taken: ReadonlySet<string>, number = 2): string {
  if (!taken.has(name)) return name;
  const next = `${name} (${number})`;
  return taken.has(next) ? freeName(name, taken, number + 1) : next;
}

/** k-prototypes where there are columns of words, unless their shares are wanted. */
function forWords(numbers: Clustering, steps: Step[], { centers }: SegmentOptions): Clustering {
  const columns = wordColumns(steps);
  if (columns.length === 0 || centers === 'means') return numbers;
  if (numbers !== kmeans) {
    const what = 'segment: the reference engine knows no most frequent words as centres';
    throw new CliError(what, exitCode.usage, 'have the shares of words as centres: centers means');
  }
  return prototypes(columns);
}

/** One segment of all, where there was too little to tell apart. */
function all(rows: number, origin?: 'file'): Pick<SegmentFitted, 'stages' | 'clusters'> {
  const one = {
    number: 1,
    name: origin ? 'All rows' : 'All customers',
    size: rows,
    center: [],
    means: [],
    deviations: [],
    value: null,
  };
  const figures = { customers: rows, k: 1, sse: 0, worst_sse: 0, silhouette: null, rules: noRules(rows) };
  return { stages: [{ name: null, ways: [], ...noComparison, ...figures }], clusters: [{ stage: 0, ...one }] };
}
