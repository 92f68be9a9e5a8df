import { literal } from '../../src/engine/engine.js';
import { double } from '../double.js';
import { sixDecimalsSql } from '../six-decimals.js';
import type { Cluster } from './clusters.js';
import type { SegmentFitted } from './fit.js';
import { stageCase, stageName } from './stage.js';
import { stepSql } from './step.js';

/** The version of the score; a change of what the numbers mean is a new one. */
export const segmentVersion = 5;

/** A distance is taken as this at most: what is not scaled may lie farther away than its decimal holds. */
export const farthest = 1e11;

/** The select that gives each row of feature.customer the segment of its stage with the nearest centre (the first of equally near ones), and how far that is. */
export function score({ steps, clusters, stages }: SegmentFitted): string {
  const values = steps.map((step, at) => `${stepSql(step)} as ${value(at)}`);
  const squares = clusters.map((one, at) => `${squared(one.center)} as ${square(at)}`);
  const places = stages.map((_, place) => clusters.flatMap((one, at) => (one.stage === place ? [at] : [])));
  const numbers = stages.map((_, place) => String(place + 1));
  const inStage = (answers: string[]) =>
    stages.length < 2
      ? (answers[0] as string)
      : `case stage_number ${answers.map((answer, at) => `when ${at + 1} then ${answer}`).join(' ')} end`;
  const chosen = (answer: (cluster: Cluster) => string) =>
    inStage(places.map(own => choice(own, at => answer(clusters[at] as Cluster))));
  return `with prepared as (
  select ${['customer_id', 'as_of', `${stageCase(stages, numbers)} as stage_number`, ...values].join(',\n    ')}
  from feature.customer
),
squares as (
  select ${['customer_id', 'as_of', 'stage_number', ...squares].join(',\n    ')}
  from prepared
),
nearest as (
  select *, ${inStage(places.map(least))} as least_square
  from squares
)
select
  customer_id,
  as_of,
  ${chosen(one => String(one.number))} as segment_number,
  ${chosen(one => `cast(${literal(one.name)} as varchar)`)} as segment,
  ${inStage(stages.map(stageName))} as stage,
  cast(${sixDecimalsSql(`least(sqrt(least_square), ${double(farthest)})`)} as decimal(18, 6)) as distance,
  ${segmentVersion} as model_version
from nearest
`;
}

function squared(center: number[]): string {
  const terms = center.map((one, at) => `(${value(at)} - ${double(one)}) * (${value(at)} - ${double(one)})`);
  return terms.length > 0 ? terms.join(' + ') : '0e0';
}

function least(places: number[]): string {
  return places.slice(1).reduce((so, at) => `least(${so}, ${square(at)})`, square(places[0] as number));
}

function choice(places: number[], answer: (at: number) => string): string {
  const last = answer(places.at(-1) as number);
  if (places.length === 1) return last;
  const whens = places.slice(0, -1).map(at => `when ${square(at)} = least_square then ${answer(at)}`);
  return `case ${whens.join(' ')} else ${last} end`;
}

const value = (at: number) => `value_${at + 1}`;
const square = (at: number) => `square_${at + 1}`;
