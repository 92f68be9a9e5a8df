import type { BasketFitted } from './fit.js';
import { sourcesOf } from './sources.js';

/** The version of the score; a change of what the numbers mean is a new one. */
export const basketVersion = 4;

/**
 * The select that gives each row of feature.customer_item its suggestions, `item:tier:reference` with blanks between, the best first.
 * `standing` is tier and reference in one number: the least is the best.
 */
export function score(fitted: BasketFitted): string {
  const { rules, pairs, popular, cycles, excluded, kinds, perKind } = sourcesOf(fitted, fitted.isUseful);
  const { suggestions } = fitted;
  const parts = rules.flatMap(({ left }, at) => left.map(item => [at + 1, item, left.length]));
  const never = new Set(excluded);
  const isOffered = (item: number) => item >= 0 && !never.has(item);
  const ends = rules.flatMap(({ right }, at) => right.filter(isOffered).map(item => [at + 1, item]));
  const others = pairs.flatMap(({ item, other }, at) => (isOffered(other) ? [[at + 1, item, other]] : []));
  const places = popular.flatMap(({ item }, at) => (isOffered(item) ? [[at + 1, item]] : []));
  const returns = cycles.flatMap(({ item, days }, at) => (isOffered(item) ? [[at + 1, item, days]] : []));
  return `with bought as (
  select
    customer_item.customer_id,
    cast(split_part(listed.entry, ':', 1) as integer) as item,
    cast(split_part(listed.entry, ':', 2) as integer) as days
  from feature.customer_item as customer_item
  cross join unnest(split(customer_item.bought_list, ' ')) as listed (entry)
),
rule_part as (${values(['reference', 'item', 'size'], parts)}),
rule_end as (${values(['reference', 'item'], ends)}),
pair as (${values(['reference', 'item', 'other'], others)}),
popular as (${values(['reference', 'item'], places)}),
cycle as (${values(['reference', 'item', 'days'], returns)}),
kind as (${values(
    ['item', 'kind'],
    kinds.map(({ item, kind }) => [item, kind]),
  )}),
due as (
  select bought.customer_id, bought.item, cycle.reference
  from bought
  join cycle on cycle.item = bought.item and bought.days >= cycle.days
),
barred as (
  select bought.customer_id, bought.item
  from bought
  left join due on due.customer_id = bought.customer_id and due.item = bought.item
  where due.item is null
),
held as (
  select bought.customer_id, rule_part.reference
  from bought
  join rule_part on rule_part.item = bought.item
  group by bought.customer_id, rule_part.reference
  having count(*) = min(rule_part.size)
),
offered as (
  select customer_id, item, ${tier(0)} + reference as standing
  from due
  union all
  select held.customer_id, rule_end.item, ${tier(1)} + held.reference as standing
  from held
  join rule_end on rule_end.reference = held.reference
  union all
  select bought.customer_id, pair.other, ${tier(2)} + pair.reference
  from bought
  join pair on pair.item = bought.item
),
apart as (
  select offered.customer_id, offered.item, min(offered.standing) as standing
  from offered
  left join barred on barred.customer_id = offered.customer_id and barred.item = offered.item
  where barred.item is null
  group by offered.customer_id, offered.item
),
fresh as (${perKind === null ? 'select customer_id, item, standing from apart' : fewOfAKind('apart', perKind)}),
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
  left join barred on barred.customer_id = few.customer_id and barred.item = popular.item
  left join fresh on fresh.customer_id = few.customer_id and fresh.item = popular.item
  where barred.item is null and fresh.item is null
),
chosen as (${perKind === null ? 'select customer_id, item, standing from filled' : fewOfAKind('filled', perKind)}),
placed as (
  select *, row_number() over (partition by customer_id order by standing, item) as place from chosen
),
told as (
  select
    customer_id,
    min_by(item, place) as item,
    min(standing) as standing,
    array_join(
      array_agg(
        cast(item as varchar)
          || case
            when standing < ${tier(1)} then ':0:'
            when standing < ${tier(2)} then ':1:'
            when standing < ${tier(3)} then ':2:'
            else ':3:'
          end
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
    when told.standing < ${tier(1)} then 'repeat'
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

/** The first so many of each kind to a customer; items of no kind are all kept. */
function fewOfAKind(table: string, most: number): string {
  return `
  select customer_id, item, standing
  from (
    select ranked.*, kind.kind, row_number() over (
      partition by ranked.customer_id, kind.kind order by ranked.standing, ranked.item
    ) as of_kind
    from ${table} as ranked
    left join kind on kind.item = ranked.item
  ) as numbered
  where kind is null or of_kind <= ${most}
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
