import { identifier, literal } from '../../src/engine/engine.js';
import type { ProjectFile } from '../../src/project/schema.js';

/** The select of `dw.customer_departure`: from when to when the master records say that a customer had left. Nothing where churn is told otherwise. */
export function departureSelect(config: ProjectFile): string {
  const { attribute, left } = config.churn ?? {};
  if (attribute === undefined) return `${spell('null', 'null', 'null')}\nwhere 1 = 0`;
  const column = identifier(attribute);
  if (left === undefined) return dated(`cast(${column} as date)`);
  return versioned(`cast(${column} as varchar) in (${left.map(literal).join(', ')})`);
}

function spell(customer: string, from: string, to: string): string {
  return `select
  cast(${customer} as integer) as customer_durable_key,
  cast(${from} as date) as left_on,
  cast(${to} as date) as returned_on`;
}

/** A date of leaving stands in the last version, also where that has ended. */
function dated(day: string): string {
  return `${spell('durable_key', day, "'9999-12-31'")}
from dw.dim_customer
where customer_key > 0 and customer_key = current_key and ${day} is not null`;
}

/** A word says so, from the version on that has it to the next one that does not; a gap belongs to the version before it. */
function versioned(isGone: string): string {
  return `with versions as (
  select
    durable_key, valid_from,
    lead(valid_from, 1, cast('9999-12-31' as timestamp)) over (partition by durable_key order by valid_from) as next_from,
    case when ${isGone} then 1 else 0 end as is_gone
  from dw.dim_customer
  where customer_key > 0
),
turned as (
  select
    *,
    case when is_gone = lag(is_gone) over (partition by durable_key order by valid_from) then 0 else 1 end as turns
  from versions
),
numbered as (
  select *, sum(turns) over (partition by durable_key order by valid_from) as spell from turned
),
spells as (
  select durable_key, cast(min(valid_from) as date) as left_on, cast(max(next_from) as date) as returned_on
  from numbered
  where is_gone = 1
  group by durable_key, spell
)
${spell('durable_key', 'left_on', 'max(returned_on)')}
from spells
group by durable_key, left_on`;
}
