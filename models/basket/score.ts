import type { BasketFitted } from './fit.js';

/** The version of the score; a change of what the numbers mean is a new one. */
export const basketVersion = 2;

/**
 * The select that gives each row of feature.customer_item its suggestions, `item:tier:reference` with blanks between, the best first.
 * `standing` is tier and reference in one number: the least is the best.
 */
export function score({ rules, pairs, popular, suggestions, isUseful }: BasketFitted): string {
  const parts = rules.flatMap(({ left }, at) => left.map(item => [at + 1, item, left.length]));
  const ends = rules.flatMap(({ right }, at) => right.filter(item => item >= 0).map(item => [at + 1, item]));
  const used = <Row>(rows: Row[]): Row[] => (isUseful ? rows : []);
  return `with bought as (
  select customer_item.customer_id, cast(listed.item as integer) as item
  from feature.customer_item as customer_item
  cross join unnest(split(customer_item.item_list, ' ')) as listed (item)
),
rule_part as (${values(['reference', 'item', 'size'], used(parts))}),
rule_end as (${values(['reference', 'item'], used(ends))}),
pair as (${values(['reference', 'item', 'other'], used(pairs.map(({ item, other }, at) => [at + 1, item, other])))}),
popular as (${values(
    ['reference', 'item'],
    popular.map(({ item }, at) => [at + 1, item]),
  )}),
held as (
  select bought.customer_id, rule_part.reference
  from bought
  join rule_part on rule_part.item = bought.item
  group by bought.customer_id, rule_part.reference
  having count(*) = min(rule_part.size)
),
offered as (
  select held.customer_id, rule_end.item, ${tier(1)} + held.reference as standing
  from held
  join rule_end on rule_end.reference = held.reference
  union all
  select bought.customer_id, pair.other, ${tier(2)} + pair.reference
  from bought
  join pair on pair.item = bought.item
),
fresh as (
  select offered.customer_id, offered.item, min(offered.standing) as standing
  from offered
  left join bought on bought.customer_id = offered.customer_id and bought.item = offered.item
  where bought.item is null
  group by offered.customer_id, offered.item
),
few as (
  select everyone.customer_id
  from feature.customer_item as everyone
  left join fresh on fresh.customer_id = everyone.customer_id
  group by everyone.customer_id
  having count(fresh.item) < ${suggestions}
),
filled as (
  select customer_id, item, standing from fresh
  union all
  select few.customer_id, popular.item, ${tier(3)} + popular.reference
  from few
  cross join popular
  left join bought on bought.customer_id = few.customer_id and bought.item = popular.item
  left join fresh on fresh.customer_id = few.customer_id and fresh.item = popular.item
  where bought.item is null and fresh.item is null
),
placed as (
  select *, row_number() over (partition by customer_id order by standing, item) as place from filled
),
told as (
  select
    customer_id,
    min_by(item, place) as item,
    min(standing) as standing,
    array_join(
      array_agg(
        cast(item as varchar) || case when standing < ${tier(2)} then ':1:' when standing < ${tier(3)} then ':2:' else ':3:' end
          || cast(mod(standing, ${unit}) as varchar)
        order by place
      ),
      ' '
    ) as suggestions
  from placed
  where place <= ${suggestions}
  group by customer_id
)
select
  everyone.customer_id,
  everyone.as_of,
  told.item,
  case
    when told.standing is null then 'none'
    when told.standing < ${tier(2)} then 'rule'
    when told.standing < ${tier(3)} then 'pair'
    else 'popular'
  end as origin,
  coalesce(told.suggestions, '') as suggestions,
  ${basketVersion} as model_version
from feature.customer_item as everyone
left join told on told.customer_id = everyone.customer_id
`;
}

const unit = 1_000_000_000;

function tier(number: number): string {
  return `cast(${number * unit} as bigint)`;
}

function values(names: string[], rows: number[][]): string {
  const columns = names.map((name, at) => `cast(learnt.c${at} as integer) as ${name}`).join(', ');
  const source =
    rows.length > 0
      ? `(values ${rows.map(row => `(${row.join(', ')})`).join(', ')})`
      : `(select ${names.map(() => 'null').join(', ')} where false)`;
  return `select ${columns} from ${source} as learnt (${names.map((_, at) => `c${at}`).join(', ')})`;
}
