import { assignment } from '../../src/stats/assignment.js';
import { nearestCenters } from '../../src/stats/nearest-centers.js';
import type { Clustered } from './clustering.js';
import { valueColumn } from './features.js';
import type { SegmentFitted } from './fit.js';
import { deviationsOf, proposedNames } from './names.js';
import type { Given, Prepared } from './prepare.js';
import type { Stage } from './stage.js';
import { prepared, type Step } from './step.js';

type Mean = number | null;

/** A segment as it was learnt. */
export interface Cluster {
  /** The place of its stage; 0 where there are none. */
  stage: number;
  /** Its own for as long as a later fit has a segment near it. */
  number: number;
  name: string;
  size: number;
  /** Its centre, in prepared units, in the order of the steps. */
  center: number[];
  /** The means of the columns as they were given, missing values left out, in the order of the steps; null where nobody has one. */
  means: Mean[];
  /** How many standard deviations of all customers (of its stage) the centre, of a value of words its share, lies from their mean, in the order of the steps. */
  deviations: number[];
  /** The mean of what puts segments in order; null where there is no such column. */
  value: number | null;
}

/** The clusters that were found, those of the highest mean value first; whoever is as near to several is in the first of them, as the scores have it. */
export function clusterOrder(found: Clustered, columns: Float64Array[], given: Given[]): Clustered {
  if (found.k === 1) return found;
  const order = found.sizes.map((_, at) => at);
  const value = given.find(one => one.name === valueColumn);
  const means = value && meansOf(value.values, found);
  if (means) order.sort((a, b) => (means[b] ?? 0) - (means[a] ?? 0));
  const centers = order.map(at => found.centers[at] as number[]);
  const labels = nearestCenters(columns, centers);
  const sizes = centers.map(() => 0);
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  return { ...found, centers, labels, sizes };
}

/** A segment that has no number and no name yet, and the name that is proposed. */
export type Nameless = Omit<Cluster, 'number' | 'name'> & { proposed: string };

/** Segments in their order, each with a name that says what sets it apart from the others. */
export function clustersOf(
  found: Clustered,
  { ready, given, stage, origin }: { ready: Prepared; given: Given[]; stage: number; origin?: 'file' | undefined },
): Nameless[] {
  const raw = ready.steps.map(step => meansOf(valuesOf(given, step.column), found));
  const values = given.some(one => one.name === valueColumn) ? meansOf(valuesOf(given, valueColumn), found) : undefined;
  const deviations = deviationsOf(
    found.centers.map((center, at) => placeOf(center, { steps: ready.steps, means: raw.map(one => one[at] as Mean) })),
    ready,
  );
  const names = proposedNames(
    ready.steps,
    deviations,
    found.sizes.map((_, at) => raw.map(one => one[at] as Mean)),
    origin,
  );
  return found.sizes.map((size, at) => ({
    stage,
    proposed: names[at] as string,
    size,
    center: found.centers[at] as number[],
    means: raw.map(one => one[at] as Mean),
    deviations: deviations[at] as number[],
    value: values?.[at] ?? null,
  }));
}

/** Where a segment lies: its centre, but of a value of words the share that has it, since a mode is that of few where all others are of fewer. */
function placeOf(center: number[], { steps, means }: { steps: Step[]; means: Mean[] }): number[] {
  return steps.map((step, at) => (step.category ? prepared(step, means[at] as Mean) : (center[at] as number)));
}

/** Numbers and names: those of the segments before that each is nearest to within its stage, else the next number and the proposed name. */
export function named(all: Nameless[], stages: readonly Pick<Stage, 'name'>[], steps: Step[], before?: SegmentFitted) {
  const kept = stages.flatMap(({ name }, at) => {
    const own = all.filter(one => one.stage === at);
    const place = before?.stages.findIndex(one => one.name === name) ?? -1;
    const old = before?.clusters.filter(one => one.stage === place) ?? [];
    // A stage as a whole is no part of it, whatever lies nearest.
    const isComparable = before && (name === null || (own.length === 1) === (old.length === 1));
    return isComparable ? matched(own, steps, { steps: before.steps, clusters: old }) : own.map(() => undefined);
  });
  let next = Math.max(0, ...(before?.clusters ?? []).map(one => one.number));
  const taken = new Set(kept.flatMap(one => one?.name ?? []));
  return all.map(({ proposed, ...one }, at): Cluster => {
    const known = kept[at];
    if (known) return { number: known.number, name: known.name, ...one };
    next += 1;
    return { number: next, name: taken.has(proposed) ? `${proposed} (${next})` : proposed, ...one };
  });
}

/** For each segment the one before that it takes the place of, by the least sum of squared distances between their means as prepared now. */
function matched(
  own: Pick<Cluster, 'means'>[],
  steps: Step[],
  before: Pick<SegmentFitted, 'steps' | 'clusters'>,
): (Cluster | undefined)[] {
  const isSame =
    steps.every((step, at) => step.column === before.steps[at]?.column) && steps.length === before.steps.length;
  if (!isSame || steps.length === 0) return own.map(() => undefined);
  const place = (means: Mean[]) => steps.map((step, at) => prepared(step, means[at] as Mean));
  const old = before.clusters.map(one => place(one.means));
  const costs = own.map(one => {
    const here = place(one.means);
    return old.map(other => here.reduce((sum, value, at) => sum + (value - (other[at] as number)) ** 2, 0));
  });
  return assignment(costs).map(at => (at < 0 ? undefined : before.clusters[at]));
}

function valuesOf(given: Given[], name: string): Float64Array {
  return (given.find(one => one.name === name) as Given).values;
}

/** Of the values that are there; null where a segment has none. What each sum loses is kept beside it (Neumaier 1974), so the order of the rows does not show. */
function meansOf(values: Float64Array, { labels, k }: Clustered): Mean[] {
  const [sums, lost, counts] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  for (let row = 0; row < values.length; row++) {
    const [value, label] = [values[row] as number, labels[row] as number];
    if (Number.isNaN(value)) continue;
    const before = sums[label] as number;
    const sum = before + value;
    const [large, small] = Math.abs(before) >= Math.abs(value) ? [before, value] : [value, before];
    sums[label] = sum;
    lost[label] = (lost[label] as number) + (large - sum + small);
    counts[label] = (counts[label] as number) + 1;
  }
  const mean = (sum: number, label: number) => (sum + (lost[label] as number)) / (counts[label] as number);
  return Array.from(sums, (sum, label) => (counts[label] === 0 ? null : mean(sum, label)));
}
