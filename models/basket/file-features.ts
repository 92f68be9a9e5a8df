import { identifier } from '../../src/engine/engine.js';
import type { MiningTask } from '../mining.js';
import type { BasketOptions } from './options.js';

/** The tables of a warehouse, made of the records of a file. What has no item is no basket. */
export function fileFeatures({ columns }: MiningTask, { records = {} }: BasketOptions): Record<string, string> {
  const { parent, contrast, value } = columns;
  return {
    'mine.line': `select
  cast(basket as varchar) as basket,
  item,
  ${parent ? 'parent' : 'cast(null as varchar)'} as parent,
  ${contrast ? 'contrast' : 'cast(null as varchar)'} as part,
  ${value ? '"value"' : 'cast(0 as decimal(18, 4))'} as value
from (${linesOf(columns, records)}) as line`,
    'mine.parent': firstOf('item', 'parent'),
    'mine.part': firstOf('basket', 'part'),
    'feature.item': `select
  cast(row_number() over (order by line.item) as integer) as item,
  line.item as item_id,
  line.item as name,
  min(belonging.parent) as category,
  min(belonging.parent) as category_levels,
  cast(count(distinct line.basket) as integer) as orders
from mine.line as line
left join mine.parent as belonging on belonging.item = line.item
group by line.item`,
    'mart.basket': `select
  '' as source,
  line.basket as order_id,
  known.item as product_durable_key,
  cast(-1 as integer) as customer_durable_key,
  cast(0 as integer) as date_key,
  coalesce(sum(line.value), 0) as revenue,
  coalesce(min(part.part), '') as part
from mine.line as line
join feature.item as known on known.item_id = line.item
left join mine.part as part on part.basket = line.basket
group by line.basket, known.item`,
    // Numbers are sorted: to aggregate texts in order would take ten times the time.
    'feature.customer_item': `select
  cast(row_number() over (order by order_id) as integer) as customer_durable_key,
  order_id as customer_id,
  cast(null as date) as as_of,
  items,
  item_list,
  replace(item_list, ' ', ':0 ') || ':0' as bought_list
from (
  select
    order_id,
    cast(count(*) as integer) as items,
    array_join(array_sort(array_agg(product_durable_key)), ' ') as item_list
  from mart.basket
  group by order_id
) as listed`,
  };
}

/** Of each the one that most of its records have, the first by name of those that as many have. */
function firstOf(each: string, one: string): string {
  return `with counted as (
  select ${each}, ${one}, row_number() over (partition by ${each} order by count(*) desc, ${one}) as place
  from mine.line
  where ${one} is not null
  group by ${each}, ${one}
)
select ${each}, ${one} from counted where place = 1`;
}

function linesOf(columns: MiningTask['columns'], { window, gap }: NonNullable<BasketOptions['records']>): string {
  const record = recordOf(columns);
  if (columns.items)
    return `select * exclude (items), _row as basket, listed.item
  from ${record}
  cross join unnest(regexp_extract_all(items, '\\S+')) as listed (item)`;
  if (columns.basket) return `select * from ${record}`;
  if (!columns.time) return `select *, customer as basket from ${record}`;
  return `select *, cast(cast(number as bigint) as varchar) || ' ' || customer as basket
  from (${gap === undefined ? windows(record, window as number) : sessions(record, gap)}) as numbered`;
}

/** The records with each role under its own name; several groups of an item are one path, from the farthest on. */
function recordOf({ parent = [], ...columns }: MiningTask['columns']): string {
  const own = Object.entries(columns).map(([role, [name = role]]) => `${identifier(name)} as ${identifier(role)}`);
  const groups = parent.map(one => identifier(one)).toReversed();
  const path = groups.length > 1 ? `nullif(array_join(array[${groups.join(', ')}], ' > '), '')` : groups[0];
  return `(select ${['_row', ...own, ...(path ? [`${path} as parent`] : [])].join(', ')} from mine.record) as record`;
}

const mine = 'partition by customer';

/** Windows of a length, from the first record of the customer on. */
function windows(record: string, length: number): string {
  return `select *, floor(("time" - min("time") over (${mine})) / ${length}) as number from ${record}`;
}

/** A new one after a longer pause. */
function sessions(record: string, gap: number): string {
  return `select *, sum(is_new) over (${mine} order by "time") as number
  from (
    select *, case when "time" - lag("time") over (${mine} order by "time") > ${gap} then 1 else 0 end as is_new
    from ${record}
  ) as apart`;
}
