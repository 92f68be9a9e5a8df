import type { BasketFitted } from './fit.js';

/** The suggestions of score.basket, one row each, with the product's name and the reason; of each product to no more customers than it may be told. */
export function nextProductSelect({ eligible: { perProduct } }: BasketFitted): string {
  return `with listed as (
  select
    basket.customer_id,
    basket.as_of,
    cast(listed.place as integer) as place,
    cast(split_part(listed.entry, ':', 1) as integer) as item,
    cast(split_part(listed.entry, ':', 2) as integer) as tier,
    cast(split_part(listed.entry, ':', 3) as integer) as reference
  from score.basket as basket
  cross join unnest(split(basket.suggestions, ' ')) with ordinality as listed (entry, place)
  where basket.suggestions <> ''
),
${perProduct === null ? 'told as (select * from listed)' : toSoMany(perProduct)}
select
  told.customer_id,
  told.as_of,
  told.place,
  told.item,
  item.item_id,
  item.name,
  case told.tier when 0 then 'repeat' when 1 then 'rule' when 2 then 'pair' else 'popular' end as origin,
  told.reference,
  reason.baskets,
  reason.strength,
  reason.expected_margin,
  reason.reason
from told
join score.suggestion_reason as reason on reason.tier = told.tier and reason.reference = told.reference
left join feature.item as item on item.item = told.item
`;
}

/** Those come first to whom the product stands highest; what is left of a customer's moves up. */
function toSoMany(customers: number): string {
  return `turned as (
  select *, row_number() over (partition by item order by place, customer_id) as turn from listed
),
told as (
  select
    customer_id, as_of, cast(row_number() over (partition by customer_id order by place) as integer) as place,
    item, tier, reference
  from turned
  where turn <= ${customers}
)`;
}
