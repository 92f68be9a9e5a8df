import { literal } from '../../src/engine/engine.js';
import { double } from '../double.js';
import type { SegmentFitted } from './fit.js';
import { stepSql } from './step.js';

/** The version of the score; a change of what the numbers mean is a new one. */
export const segmentVersion = 3;

/** The select that gives each row of feature.customer the segment with the nearest centre (the first of equally near ones), and how far that is. */
export function score({ steps, clusters }: SegmentFitted): string {
  const values = steps.map((step, at) => `${stepSql(step)} as ${value(at)}`);
  const squares = clusters.map((one, at) => `${squared(one.center)} as ${square(at)}`);
  const nearest = clusters.slice(1).reduce((least, _, at) => `least(${least}, ${square(at + 1)})`, square(0));
  return `with prepared as (
  select ${['customer_id', 'as_of', ...values].join(',\n    ')}
  from feature.customer
),
squares as (
  select ${['customer_id', 'as_of', ...squares].join(',\n    ')}
  from prepared
),
nearest as (
  select *, ${nearest} as least_square
  from squares
)
select
  customer_id,
  as_of,
  ${choice(clusters.map(one => String(one.number)))} as segment_number,
  ${choice(clusters.map(one => `cast(${literal(one.name)} as varchar)`))} as segment,
  cast(sqrt(least_square) as decimal(18, 6)) as distance,
  ${segmentVersion} as model_version
from nearest
`;
}

function squared(center: number[]): string {
  const terms = center.map((one, at) => `(${value(at)} - ${double(one)}) * (${value(at)} - ${double(one)})`);
  return terms.length > 0 ? terms.join(' + ') : '0e0';
}

function choice(answers: string[]): string {
  const last = answers.at(-1) as string;
  if (answers.length === 1) return last;
  const whens = answers.slice(0, -1).map((answer, at) => `when ${square(at)} = least_square then ${answer}`);
  return `case ${whens.join(' ')} else ${last} end`;
}

const value = (at: number) => `value_${at + 1}`;
const square = (at: number) => `square_${at + 1}`;
