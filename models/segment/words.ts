import { columnWords } from '../../src/column-words.js';
import { count } from '../../src/count.js';
import { shareWords } from '../../src/share-words.js';
import type { Words } from '../model.js';
import { recommended } from './candidates.js';
import type { SegmentFitted } from './fit.js';
import { type Stage, stageWords } from './stage.js';
import { totals } from './total.js';

/** What the segments mean, what the data did not suffice for, and why there are so many. */
export function words(fitted: SegmentFitted): Words {
  return { definitions: definitions(fitted), warnings: warnings(fitted), notes: notes(fitted) };
}

function definitions(fitted: SegmentFitted): string[] {
  const { steps, method, stages, origin } = fitted;
  const named = steps.map(({ column, category, log }) =>
    log ? `ln(1 + ${noun(column, origin)})` : noun(category?.column ?? column, origin),
  );
  const columns = [...new Set(named)];
  return [
    columns.length > 0
      ? `segment: the cluster whose centre is nearest, by ${method} over ${columns.join(', ')}`
      : 'segment: one for all, since no column tells any apart',
    ...(stages.length > 1
      ? [
          `stage: the first of ${stages.map(stage => `${stage.name} (${stageWords(stage, fitted)})`).join('; ')}; a segment lies within one stage`,
        ]
      : []),
    'segment_number: kept from fit to fit by the segment whose means lie nearest to those it had; names go with it',
    'rules: a tree of few questions on the columns as they are, grown to tell the segments apart; the segment itself is that of the nearest centre',
    'distance: Euclidean, from the prepared columns to the centre of the segment',
  ];
}

const noun = (column: string, origin?: 'file') => columnWords(column, origin).noun;

function warnings({ rows, constant, steps, clusters, stages, origin }: SegmentFitted): string[] {
  const left = constant.length > 0 && steps.length > 0;
  return [
    ...(steps.length === 0 && rows > 0
      ? ['segment: every column has one value only, or none, so all are one segment']
      : []),
    ...(rows < 20 && clusters.length === 1 && stages.length === 1
      ? [`segment: all are one, of ${count(rows, 'row')}; numbers of segments are compared from 20 on`]
      : []),
    ...(left
      ? [`segment: left out, with one value at most: ${constant.map(name => noun(name, origin)).join(', ')}`]
      : []),
  ];
}

function notes(fitted: SegmentFitted): string[] {
  return [
    ...whatWasFilled(fitted),
    ...fitted.stages.flatMap(stage => [
      ...whyWhole(stage, fitted.origin ? 'row' : 'customer'),
      ...whySoMany(stage),
      ...howSure(stage),
    ]),
    ...howWellSaid(fitted),
  ];
}

function whatWasFilled({ steps, rows, origin }: SegmentFitted): string[] {
  const filled = steps
    .filter(step => step.missing > 0)
    .map(step => `${noun(step.column, origin)} in ${step.missing.toLocaleString('en-US')} of ${count(rows, 'row')}`);
  return filled.length > 0 ? [`segment: the median stands for what is missing: ${filled.join(', ')}`] : [];
}

/** A stage whose customers are one segment. */
function whyWhole({ name, k, customers }: Stage, whom: string): string[] {
  if (name === null || k > 1) return [];
  const reason =
    customers === 0
      ? 'nobody is in it yet'
      : customers === 1
        ? `1 ${whom} cannot be parted`
        : `${count(customers, whom)} are too few, or too much alike, to be parted`;
  return [`segment: ${name} is one segment: ${reason}`];
}

function whySoMany({ name, candidates, k, compared_rows, customers: rows }: Stage): string[] {
  const best = recommended(candidates);
  if (!best) return [];
  const last = candidates.at(-1)?.k;
  const greatest = Math.max(...candidates.map(one => one.silhouette));
  const sampled = compared_rows < rows ? `, of a sample of ${compared_rows}` : '';
  const width = `a silhouette of ${best.silhouette.toFixed(3)} (the greatest is ${greatest.toFixed(3)}${sampled})`;
  return [
    `segment: ${name === null ? '' : `${name}: `}${k} of 2 to ${last} segments: ${width} and of those as good the least Davies–Bouldin index, ${best.davies_bouldin.toFixed(2)}`,
  ];
}

function howSure({ name, candidates, gap_k, resampled_rows, customers: rows }: Stage): string[] {
  const best = recommended(candidates);
  if (!best) return [];
  const sample = resampled_rows < rows ? ` (both of a sample of ${resampled_rows})` : '';
  const back = best.stability === null ? 'not at all' : `with an adjusted Rand index of ${best.stability.toFixed(2)}`;
  const gap = gap_k === null ? '' : `; the gap statistic ${gapWords(gap_k, candidates.at(-1)?.k)}`;
  return [`segment: ${name === null ? '' : `${name}: `}from bootstrap samples they come back ${back}${gap}${sample}`];
}

function gapWords(gap_k: number, last: number | undefined): string {
  if (gap_k === 1) return 'sees no clusters';
  return gap_k === last ? `still grows at ${gap_k}` : `speaks for ${gap_k}`;
}

function howWellSaid(fitted: SegmentFitted): string[] {
  if (fitted.clusters.length < 2) return [];
  const { stages, rows } = fitted;
  const grownOn = stages.reduce((sum, { rules }) => sum + rules.rows, 0);
  const counted = grownOn < rows ? `; they count ${grownOn.toLocaleString('en-US')} of ${count(rows, 'row')}` : '';
  return [
    `segment: the rules in words give ${shareWords(totals(fitted).fidelity)} of all the segment that they have${counted}`,
  ];
}
