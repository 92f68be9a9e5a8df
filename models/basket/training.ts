import type { Classes } from '../model.js';
import type { BasketOptions } from './options.js';
import { partedBaskets, partOfBasket } from './parted.js';

/**
 * One row per basket, item and customer who bought it, or several in an order that took days, with the day and the value; after them what is known of each item, without a basket, in rows of
 * which `about` says what the word is ({@link about}). Baskets are numbered from 0; groups of products are items below zero.
 */
export function training(options: BasketOptions, classes: Classes = () => undefined): string {
  const { categories = false, contrast, value = 'revenue', suggest = {} } = options;
  const baskets = contrast ? partedBaskets(contrast, classes) : 'mart.basket';
  return `with sold as (
  select
    source, order_id, product_durable_key as item, customer_durable_key as customer, date_key as day,
    ${worth[value]} as value, ${contrast ? 'part' : 'cast(null as varchar) as part'}
  from ${baskets}
  where product_durable_key > 0
),
${basketsOf(options)},
${categories ? grouped(categories === 'path' ? ofPath : ofCategory) : plain},
known as (
  select item, parent, ${about.name} as about, name as word, cast(null as double) as value from item
  union all
  select item, cast(null as integer), ${about.id}, item_id, cast(null as double) from item where item_id is not null
  union all
  select item, cast(null as integer), ${about.category}, category, cast(null as double)
  from item
  where category is not null${contrast ? parts : ''}${suggest.min_price === undefined ? '' : price}${suggest.rank === 'margin' ? margin : ''}
)
select
  basket, item, customer, day, cast(value as double) as value, ${contrast ? partNumber : 'cast(null as integer)'} as part,
  cast(null as integer) as parent, cast(null as integer) as about,
  cast(null as varchar) as word
from entries
union all
select null, item, null, null, value, null, parent, about, word
from known
order by basket nulls last, item, about, customer, value`;
}

/** What a row without a basket says: the name of its item, the number, the category, the mean price or margin of a product, or the name of a part. */
export const about = { name: 0, id: 1, category: 2, part: 3, price: 4, margin: 5 } as const;

/** What an item of a basket brought, in decimals, whose sums are the same in any order. */
const worth = {
  revenue: 'revenue',
  margin: 'coalesce(costed_revenue - cost_amount, 0)',
};

const price = `
  union all
  select product_durable_key, cast(null as integer), ${about.price}, cast(null as varchar), cast(sum(revenue) as double) / cast(sum(quantity) as double)
  from mart.basket
  where product_durable_key > 0
  group by product_durable_key
  having sum(quantity) > 0`;

const margin = `
  union all
  select
    product_durable_key, cast(null as integer), ${about.margin}, cast(null as varchar),
    cast(sum(costed_revenue - cost_amount) as double) / cast(count(costed_revenue) as double)
  from mart.basket
  where product_durable_key > 0
  group by product_durable_key
  having count(costed_revenue) > 0`;

const partNumber = 'cast(dense_rank() over (order by part) - 1 as integer)';

const parts = `
  union all
  select distinct ${partNumber}, cast(null as integer), ${about.part}, part, cast(null as double)
  from placed`;

const plain = `entries as (select * from placed),
item as (select item, name, cast(null as integer) as parent, item_id, category from feature.item)`;

/** The category of each product as one group. */
const ofCategory = `grouped as (
  select
    item, category as group_name, 1 as depth, cast(null as integer) as above,
    cast(-1 - dense_rank() over (order by category) as integer) as group_item
  from feature.item
  where category is not null
)`;

/** The categories of all levels as groups, each under its whole path. */
const ofPath = `level as (
  select item.item, array_join(slice(split(item.category_levels, ' > '), 1, listed.depth), ' > ') as group_name, listed.depth
  from feature.item as item
  cross join unnest(split(item.category_levels, ' > ')) with ordinality as listed (word, depth)
),
ranked as (
  select *, cast(-1 - dense_rank() over (order by group_name) as integer) as group_item from level
),
grouped as (
  select *, lag(group_item) over (partition by item order by depth) as above from ranked
)`;

const grouped = (groups: string) => `${groups},
entries as (
  select basket, item, customer, day, value, part from placed
  union all
  select placed.basket, grouped.group_item, max(placed.customer), placed.day, sum(placed.value), placed.part
  from placed
  join grouped on grouped.item = placed.item
  group by placed.basket, grouped.group_item, placed.day, placed.part
),
nearest as (
  select item, max_by(group_item, depth) as group_item from grouped group by item
),
item as (
  select item.item, item.name, nearest.group_item as parent, item.item_id, item.category
  from feature.item as item
  left join nearest on nearest.item = item.item
  union all
  select distinct group_item, group_name, above, cast(null as varchar), cast(null as varchar) from grouped
)`;

/** `placed`: every item of every basket, once; a basket is of its first day. */
function basketsOf({ unit = 'order', window, contrast }: BasketOptions): string {
  if (unit === 'order')
    return `numbered as (
  select
    source, order_id, cast(row_number() over (order by source, order_id) - 1 as integer) as basket,
    min(day) as day, ${partOfBasket(contrast)} as part
  from sold
  group by source, order_id
),
placed as (
  select numbered.basket, sold.item, sold.customer, numbered.day, sold.value, numbered.part
  from sold
  join numbered on numbered.source = sold.source and numbered.order_id = sold.order_id
)`;
  const days = window === undefined ? undefined : Number(window.slice(0, -1));
  const own = ` over (partition by ${owner}, part_number)`;
  return `dated as (
  select
    *,
    case when customer > 0 then customer else 0 end as owner,
    case when customer > 0 then '' else source end as owner_source,
    case when customer > 0 then '' else order_id end as owner_order,
    date_diff('day', date '1970-01-01', cast(${isoDay} as date)) as day_number
  from sold
),
${unit === 'customer' ? windows(days) : sessions(days ?? 1)},
numbered as (
  select
    cast(dense_rank() over (order by owner, owner_source, owner_order, part_number) - 1 as integer) as basket,
    item, customer, value,
    ${partOfBasket(contrast, own)} as part,
    min(day)${own} as day
  from parted
),
placed as (
  select basket, item, customer, day, sum(value) as value, part
  from numbered
  group by basket, item, customer, day, part
)`;
}

const dayPart = (from: number, length: number) => `substr(cast(day as varchar), ${from}, ${length})`;
const isoDay = `${dayPart(1, 4)} || '-' || ${dayPart(5, 2)} || '-' || ${dayPart(7, 2)}`;

const owner = 'owner, owner_source, owner_order';

/** Windows of so many days, from the first purchase of the customer on; without days one of all time. */
function windows(days: number | undefined): string {
  const first = `min(day_number) over (partition by ${owner})`;
  const part =
    days === undefined
      ? '0'
      : `case when customer > 0 then floor(cast(day_number - ${first} as double) / ${days}) else 0 end`;
  return `parted as (select *, ${part} as part_number from dated)`;
}

/** A new one after more than so many days without a purchase. */
function sessions(days: number): string {
  return `apart as (
  select
    *,
    case
      when customer > 0 and day_number - lag(day_number) over (partition by ${owner} order by day_number) > ${days} then 1
      else 0
    end as is_new
  from dated
),
parted as (
  select *, sum(is_new) over (partition by ${owner} order by day_number) as part_number from apart
)`;
}
