/** The suggestions of score.basket, one row each, with the product's name and the reason. */
export const nextProductSelect = `with listed as (
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
)
select
  listed.customer_id,
  listed.as_of,
  listed.place,
  listed.item,
  item.item_id,
  item.name,
  case listed.tier when 1 then 'rule' when 2 then 'pair' else 'popular' end as origin,
  listed.reference,
  reason.baskets,
  reason.strength,
  reason.reason
from listed
join score.suggestion_reason as reason on reason.tier = listed.tier and reason.reference = listed.reference
left join feature.item as item on item.item = listed.item
`;
