-- One row per known customer with an order line up to the as-of date: what feature.customer says of them that does not move with that date.
-- key: customer_durable_key
-- for: segment, basket
-- by: customer_durable_key
-- part: feature.customer_order on customer_durable_key
-- part: feature.customer_rhythm on customer_durable_key
-- part: feature.customer_habit on customer_durable_key
-- part: mart.customer_assortment on customer_durable_key
-- part: dw.dim_customer on durable_key
-- via: conform.as_of on line.valid_from >= cast(changed.as_of as timestamp)
with versions as (
  select customer.durable_key, max_by(customer.customer_key, customer.valid_from) as customer_key
  from dw.dim_customer as customer
  join conform.as_of as as_of on customer.valid_from < cast(as_of.as_of + interval '1' day as timestamp)
  where customer.customer_key > 0
  group by customer.durable_key
),
behaviour as (
  select
    *,
    cast(amount as double) / cast(nullif(sale_orders, 0) as double) as order_amount_mean,
    costed_revenue - cost_amount as margin_amount
  from feature.customer_order
)
select
  behaviour.customer_durable_key, versions.customer_key, customer.customer_id,
  behaviour.last_date, behaviour.first_bought_on, behaviour.last_bought_on, coalesce(rhythm.purchase_days, 0) as purchase_days,
  cast(behaviour.orders as integer) as orders, cast(behaviour.sale_orders as integer) as sale_orders,
  cast(behaviour.sale_orders_90_days as integer) as sale_orders_90_days,
  cast(behaviour.sale_orders_previous_90_days as integer) as sale_orders_previous_90_days,
  cast(behaviour.sale_orders_365_days as integer) as sale_orders_365_days,
  behaviour.quantity, behaviour.revenue, behaviour.revenue_90_days, behaviour.revenue_previous_90_days, behaviour.revenue_365_days,
  behaviour.cost_amount, cast(behaviour.margin_amount as decimal(18, 4)) as margin_amount,
  case when behaviour.costed_revenue > 0 then cast(behaviour.margin_amount as double) / cast(behaviour.costed_revenue as double) end as margin_share,
  behaviour.order_amount_mean, behaviour.amount_deviation as order_amount_deviation,
  case when behaviour.order_amount_mean > 0 then behaviour.amount_deviation / behaviour.order_amount_mean end as order_amount_variation,
  cast(behaviour.sale_lines as double) / cast(nullif(behaviour.sale_orders, 0) as double) as order_lines_mean,
  rhythm.gap_days_mean, rhythm.gap_days_deviation, rhythm.gap_days_max,
  behaviour.return_amount, cast(behaviour.return_orders as integer) as return_orders,
  cast(behaviour.return_orders as double) / cast(behaviour.orders as double) as return_order_share,
  case when behaviour.revenue > behaviour.return_amount then
    cast(-behaviour.return_amount as double) / cast(behaviour.revenue - behaviour.return_amount as double)
  end as return_share,
  behaviour.discount_amount, cast(behaviour.discount_orders as integer) as discount_orders,
  cast(behaviour.discount_orders as double) / cast(nullif(behaviour.sale_orders, 0) as double) as discount_order_share,
  case when behaviour.revenue + behaviour.discount_amount > 0 then
    cast(behaviour.discount_amount as double) / cast(behaviour.revenue + behaviour.discount_amount as double)
  end as discount_share,
  coalesce(product.products, 0) as products, coalesce(product.categories, 0) as categories,
  product.top_category, product.top_category_share, product.top_3_categories_share,
  coalesce(habit.channels, 0) as channels, habit.top_channel, habit.top_channel_share,
  habit.top_weekday, habit.top_weekday_share, habit.weekend_share,
  habit.night_share, habit.morning_share, habit.afternoon_share, habit.evening_share,
  customer.country, customer.region, customer.gender, customer.birth_date, customer.registered_on
from behaviour
join versions on versions.durable_key = behaviour.customer_durable_key
join dw.dim_customer as customer on customer.customer_key = versions.customer_key
left join feature.customer_rhythm as rhythm on rhythm.customer_durable_key = behaviour.customer_durable_key
left join feature.customer_habit as habit on habit.customer_durable_key = behaviour.customer_durable_key
left join mart.customer_assortment as product on product.customer_durable_key = behaviour.customer_durable_key
