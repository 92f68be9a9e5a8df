import { literal } from '../../src/engine/engine.js';
import type { Table } from '../../src/table.js';
import { double } from '../double.js';
import { tableOf } from '../learnt-table.js';
import { distanceShares } from './distances.js';
import type { SegmentFitted } from './fit.js';
import { type Step, stepSql } from './step.js';

/** What score.segment_drift looks like. */
export const driftColumns = {
  kind: 'varchar',
  name: 'varchar',
  place: 'integer',
  stability_index: 'double',
  then_distance: 'double',
  now_distance: 'double',
} as const;

/** How far the customers of now have moved from those of the fit: the figures of `drift` and `moved`, counted by the engine. */
export function driftTable(fitted: SegmentFitted): string | Table {
  const { steps, rows, distances } = fitted;
  if (steps.length === 0 || rows === 0) return tableOf(driftColumns, []);
  const parts = partsOf(fitted);
  const learnt = parts.flatMap(({ kind, name, counts }, place) =>
    counts.map((count, bin) => `(${literal(kind)}, ${literal(name)}, ${place + 1}, ${bin}, ${count})`),
  );
  const told = distanceShares.map((share, at) => `(${at + 1}, ${double(share)}, ${double(distances[at] as number)})`);
  return `with prepared as (
  select ${steps.map((step, at) => `${stepSql(step)} as value_${at + 1}`).join(',\n    ')}
  from feature.customer
),
binned as (
  select ${parts.flatMap(({ bin }, at) => (bin ? [`${bin} as bin_${at + 1}`] : [])).join(',\n    ')}
  from prepared
),
counted as (
  ${parts.map(counted).join('\n  union all\n  ')}
),
learnt (kind, name, place, bin, customers) as (
  values ${learnt.join(',\n    ')}
),
shares as (
  select
    learnt.kind, learnt.name, learnt.place,
    cast(learnt.customers as double) / cast(sum(learnt.customers) over (partition by learnt.place) as double) as p,
    cast(coalesce(counted.customers, 0) as double)
      / cast(nullif(sum(counted.customers) over (partition by learnt.place), 0) as double) as q
  from learnt
  left join counted on counted.place = learnt.place and counted.bin = learnt.bin
),
least_shares as (
  select kind, name, place, greatest(p, 1e-4) as p, greatest(coalesce(q, p), 1e-4) as q
  from shares
),
indices as (
  select
    kind, name, place,
    cast(sum(cast((q - p) * ln(q / p) as decimal(18, 9))) as double) as stability_index
  from least_shares
  group by kind, name, place
),
ranked as (
  select
    cast(distance as double) as distance,
    row_number() over (order by distance) - 1 as nth,
    cast(count(*) over () - 1 as double) as last
  from score.segment
),
marks (place, share, then_distance) as (
  values ${told.join(', ')}
),
near as (
  select
    marks.place, marks.share, marks.then_distance,
    last * marks.share - floor(last * marks.share) as beyond,
    max(case when nth = floor(last * marks.share) then distance end) as lower_distance,
    max(distance) as upper_distance
  from marks
  left join ranked on nth between floor(last * marks.share) and floor(last * marks.share) + 1e0
  group by marks.place, marks.share, marks.then_distance, last
)
select kind, name, cast(place as integer) as place, stability_index,
  cast(null as double) as then_distance, cast(null as double) as now_distance
from indices
union all
select 'distance' as kind, cast(cast(share * 1e2 as integer) as varchar) || ' %' as name, cast(place as integer) as place,
  cast(null as double) as stability_index, then_distance,
  round(lower_distance + beyond * (upper_distance - lower_distance), 6) as now_distance
from near
`;
}

/** Customers counted in bins, then and now: in bins of a prepared column, or by stage. */
interface Part {
  kind: 'column' | 'stage';
  name: string;
  counts: number[];
  bin?: string;
  names?: (string | null)[];
}

/** What is counted: the columns in their tenths, and the stages where there are some. */
function partsOf({ steps, tenths, stages }: SegmentFitted): Part[] {
  const columns: Part[] = steps.map((step, at) => {
    const whens =
      tenths[at]?.cuts.map((cut, nth) => `when value_${at + 1} <= ${double(cut + slack(step, cut))} then ${nth}`) ?? [];
    const bin = `case ${whens.join(' ')} else ${whens.length} end`;
    return { kind: 'column', name: step.column, counts: tenths[at]?.counts ?? [], bin };
  });
  if (stages.length < 2) return columns;
  return [
    ...columns,
    { kind: 'stage', name: 'stage', counts: stages.map(one => one.customers), names: stages.map(one => one.name) },
  ];
}

/** An engine's logarithm may differ from ours in its last bit, and a value that is a cut itself must not fall beyond it; all else is reckoned alike. */
function slack({ log, center, scale }: Step, cut: number): number {
  return log ? 1e-14 * (Math.abs(center / scale) + Math.abs(cut)) : 0;
}

function counted({ names }: Part, at: number): string {
  if (!names)
    return `select ${at + 1} as place, bin_${at + 1} as bin, count(*) as customers from binned group by bin_${at + 1}`;
  const bin = `case stage ${names.map((name, nth) => `when ${literal(name ?? '')} then ${nth}`).join(' ')} end`;
  return `select ${at + 1} as place, ${bin} as bin, count(*) as customers from score.segment group by stage`;
}
