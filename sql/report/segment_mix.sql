-- One row per segment of the segment model and product, category, channel or RFM segment, the first ten of each: its share there beside all customers.
-- key: segment_number, kind, member
-- model: segment
with members as (
  select customer.customer_durable_key, scored.customer_id, scored.segment_number, scored.segment
  from score.segment as scored
  join mart.customer as customer on customer.customer_id = scored.customer_id
),
bought as (
  select members.segment_number, line.product_durable_key, sum(line.net_amount_reporting) as amount
  from dw.fact_order_line as line
  join conform.as_of as as_of on line.ordered_at < cast(as_of.as_of + interval '1' day as timestamp)
  join members on members.customer_durable_key = line.customer_durable_key
  where line.kind = 'sale' and line.customer_durable_key > 0 and line.product_durable_key > 0
  group by members.segment_number, line.product_durable_key
),
goods as (
  select
    bought.segment_number,
    coalesce(product.name, product.product_id) as name,
    product.category,
    bought.amount
  from bought
  join dw.dim_product as product on product.durable_key = bought.product_durable_key and product.product_key = product.current_key
),
counted as (
  select segment_number, 'product' as kind, name as member, cast(sum(amount) as decimal(38, 4)) as amount
  from goods
  group by segment_number, name
  union all
  select segment_number, 'category' as kind, category as member, cast(sum(amount) as decimal(38, 4)) as amount
  from goods
  where category is not null
  group by segment_number, category
  union all
  select members.segment_number, 'channel' as kind, channel.channel_id as member, cast(count(*) as decimal(38, 4)) as amount
  from mart.order_summary as summary
  join members on members.customer_durable_key = summary.customer_durable_key
  join dw.dim_channel as channel on channel.channel_key = summary.channel_key and channel.durable_key > 0
  where summary.sale_lines > 0
  group by members.segment_number, channel.channel_id
  union all
  select members.segment_number, 'rfm' as kind, rfm.segment as member, cast(count(*) as decimal(38, 4)) as amount
  from score.rfm as rfm
  join members on members.customer_id = rfm.customer_id
  group by members.segment_number, rfm.segment
),
summed as (
  select
    *,
    sum(amount) over (partition by segment_number, kind) as own,
    sum(amount) over (partition by kind, member) as all_of_member,
    sum(amount) over (partition by kind) as all_of_kind
  from counted
),
shares as (
  select
    *,
    case when own > 0 then cast(amount as double) / cast(own as double) end as here,
    case when all_of_kind > 0 then cast(all_of_member as double) / cast(all_of_kind as double) end as everyone,
    row_number() over (partition by segment_number, kind order by amount desc, member) as place
  from summed
)
select
  segment_number, kind, member, cast(place as integer) as place, amount,
  here as share, everyone as everyone_share, case when everyone > 0 then here / everyone end as lift
from shares
where place <= 10
