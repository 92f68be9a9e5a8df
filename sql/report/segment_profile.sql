-- One row per segment of the segment model that has customers: who they are and what they have brought so far.
-- key: segment_number
-- model: segment
with segments as (
  select
    scored.segment_number,
    scored.segment,
    count(*) as customers,
    cast(sum(customer.sale_orders) as bigint) as orders,
    cast(sum(customer.revenue) as decimal(18, 4)) as revenue,
    cast(sum(customer.margin_amount) as decimal(18, 4)) as margin_amount,
    cast(sum(date_diff('day', customer.last_sale_date, scored.as_of)) as bigint) as recency_days,
    count(customer.last_sale_date) as bought
  from score.segment as scored
  join mart.customer as customer on customer.customer_id = scored.customer_id
  group by scored.segment_number, scored.segment
),
total as (
  select
    cast(sum(customers) as double) as customers,
    cast(sum(revenue) as double) as revenue,
    cast(sum(margin_amount) as double) as margin_amount
  from segments
)
select
  row_number() over (order by segments.revenue desc, segments.segment_number) as place,
  segments.segment_number,
  segments.segment,
  segments.customers,
  cast(segments.customers as double) / total.customers as customer_share,
  segments.orders,
  segments.revenue,
  case when total.revenue > 0 then cast(segments.revenue as double) / total.revenue end as revenue_share,
  segments.margin_amount,
  case when total.margin_amount > 0 then cast(segments.margin_amount as double) / total.margin_amount end as margin_share,
  cast(segments.revenue as double) / segments.customers as revenue_per_customer,
  round(cast(segments.orders as double) / segments.customers, 2) as orders_per_customer,
  round(cast(segments.recency_days as double) / nullif(segments.bought, 0), 1) as recency_days
from segments
cross join total
