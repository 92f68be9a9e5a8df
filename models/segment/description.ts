import { identifier, literal } from '../../src/engine/engine.js';
import type { Column } from '../../src/table.js';
import type { Description } from '../model.js';
import { attributesOf, mostValues } from './attributes.js';
import { keys } from './features.js';
import type { SegmentFitted } from './fit.js';
import { score } from './score.js';

/** Counts the columns of feature.customer by segment: numbers by their sums, words by how often each is there. */
export const description: Description<SegmentFitted> = {
  counts: (fitted, columns) => ({ numbers: numbers(fitted, columns), words: values(fitted, columns) }),
  learn: (fitted, { numbers, words }) =>
    numbers && words ? { ...fitted, attributes: attributesOf(fitted, { numbers, words }) } : fitted,
};

/** The segment beside attributes, whatever those are called. */
const place = identifier('segment of the customer');
const feature = (name: string) => `feature.${identifier(name)}`;

/** Numbers that are names. */
const named = ['top_weekday'];

/** One row per segment; per column three sums. Four decimals and an end at 10¹⁰ keep the squares exact, so that their sum is always the same; of 19 digits, because the engine multiplies those of 18 within 18. */
function numbers(fitted: SegmentFitted, columns: readonly Column[]): string {
  const own = columns.filter(column => isNumber(column) && !named.includes(column.name) && !keys.includes(column.name));
  const drawn = own.map(({ name }) => {
    const value = `cast(${feature(name)} as double)`;
    return `cast(least(greatest(${value}, -1e10), 1e10) as decimal(19, 4)) as ${identifier(name)}`;
  });
  const sums = own
    .map(({ name }) => identifier(name))
    .map(name => `count(${name}), cast(sum(${name}) as double), cast(sum(${name} * ${name}) as double)`);
  const titles = own.flatMap(({ name }) => ['n', 'sum', 'squares'].map(kind => identifier(`${kind} ${name}`)));
  const rows = `select ${[`scored.segment_number as ${place}`, ...drawn].join(',\n    ')}\n  from ${sourceOf(fitted)}`;
  return `with drawn as (
  ${rows}
),
summed (${['segment_number', 'customers', ...titles].join(', ')}) as (
  select ${[place, 'count(*)', ...sums].join(',\n    ')}
  from drawn
  group by ${place}
)
select * from summed order by segment_number`;
}

/** One row per segment, column and value that is there; those beyond the most frequent, and those of one customer only, are one without a name. */
function values(fitted: SegmentFitted, columns: readonly Column[]): string {
  const own = columns.filter(
    ({ name, type }) => named.includes(name) || (type.kind === 'text' && !keys.includes(name)),
  );
  const each = own.map(
    ({
      name,
    }) => `select ${place} as segment_number, ${literal(name)} as attribute, cast(${identifier(name)} as varchar) as value, count(*) as customers
from joined where ${identifier(name)} is not null group by ${place}, ${identifier(name)}`,
  );
  const none = `select ${place} as segment_number, '' as attribute, '' as value, count(*) as customers from joined where 1 = 0 group by ${place}`;
  const listed = own.map(({ name }) => feature(name));
  return `with joined as (
  select ${[`scored.segment_number as ${place}`, ...listed].join(', ')}
  from ${sourceOf(fitted)}
),
counted as (
  ${(each.length > 0 ? each : [none]).join('\nunion all\n')}
),
totalled as (
  select *, sum(customers) over (partition by attribute, value) as everyone
  from counted
),
ranked as (
  select *, dense_rank() over (partition by attribute order by everyone desc, value) as nth
  from totalled
),
named as (
  select segment_number, attribute, case when nth <= ${mostValues} and everyone > 1 then value end as value, customers
  from ranked
),
merged as (
  select segment_number, attribute, value, cast(sum(customers) as bigint) as customers
  from named
  group by segment_number, attribute, value
)
select * from merged order by attribute, value, segment_number`;
}

function sourceOf(fitted: SegmentFitted): string {
  return `(${score(fitted)}) as scored
  join feature.customer as feature on feature.customer_id = scored.customer_id`;
}

function isNumber({ type }: Column): boolean {
  return ['integer', 'bigint', 'double', 'decimal'].includes(type.kind);
}
