import { identifier, literal } from '../../src/engine/engine.js';
import { double } from '../double.js';
import type { LearntTable } from '../model.js';
import type { ChurnFitted } from './fit.js';
import type { Spread } from './spread.js';

/** How far columns and scores of those who are scored lie from the examples of the fit: counted anew in every run, also where the fit is kept. */
export const churnDrift: LearntTable<ChurnFitted> = {
  table: 'score.churn_drift',
  sentence:
    'One row per column that is predicted by, and for the scores: how far the customers scored now lie from the examples of the fit.',
  key: ['kind', 'column_name'],
  columns: { place: 'integer', kind: 'varchar', column_name: 'varchar', stability_index: 'double', moved: 'varchar' },
  reads: ['feature.churn', 'score.churn'],
  make({ spreads, scoreSpread }) {
    const counts = [
      ...spreads.map(one => counted(one, 'column', 'feature.churn')),
      ...scoreSpread.map(one => counted(one, 'score', 'score.churn')),
    ];
    return counts.length > 0 ? indexes(counts) : nothing;
  },
};

const nothing = `select
  cast(null as integer) as place, cast(null as varchar) as kind, cast(null as varchar) as column_name,
  cast(null as double) as stability_index, cast(null as varchar) as moved
from feature.churn
cross join score.churn
where 1 = 0`;

/** The sum that `stabilityIndex` makes, bin by bin; nobody now is no shift. */
function indexes(counts: string[]): string {
  return `with counted as (
${counts.join('\nunion all\n')}
),
shared as (
  select
    kind,
    column_name,
    greatest(fitted / nullif(sum(fitted) over (partition by kind, column_name), 0e0), 1e-4) as p,
    greatest(now / nullif(sum(now) over (partition by kind, column_name), 0e0), 1e-4) as q
  from counted
),
summed as (
  select kind, column_name, round(coalesce(sum((q - p) * ln(q / p)), 0e0), 6) as stability_index
  from shared
  group by kind, column_name
)
select
  cast(row_number() over (order by kind desc, stability_index desc, column_name) as integer) as place,
  cast(kind as varchar) as kind,
  cast(column_name as varchar) as column_name,
  stability_index,
  cast(
    case when stability_index > 0.25e0 then 'much' when stability_index >= 0.1e0 then 'some' else 'little' end as varchar
  ) as moved
from summed`;
}

/** Per bin of a spread how many there were, and how many there are. */
function counted({ column, cuts, words = [], counts }: Spread, kind: string, from: string): string {
  const name = identifier(column);
  const last = counts.length - 1;
  const known = cuts
    ? cuts.map((cut, at) => `when cast(${name} as double) <= ${double(cut)} then ${at}`)
    : words.map((word, at) => `when ${name} = ${literal(word)} then ${at}`);
  const bin = `case when ${name} is null then ${last} ${known.join(' ')} else ${last - 1} end`;
  const fitted = counts.map((count, at) => `when ${at} then ${double(count)}`);
  return `select
  ${literal(kind)} as kind,
  ${literal(column)} as column_name,
  case bins.bin ${fitted.join(' ')} end as fitted,
  cast(coalesce(present.rows_now, 0) as double) as now
from unnest(sequence(0, ${last})) as bins (bin)
left join (select ${bin} as bin, count(*) as rows_now from ${from} group by 1) as present on present.bin = bins.bin`;
}
