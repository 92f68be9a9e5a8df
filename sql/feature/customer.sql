-- One row per known customer and as-of date with an order line up to it: how they bought until then, and their master record of that day.
-- key: customer_id, as_of
-- for: segment, basket
-- kind: view
-- Everyone's days change every night: they are told when asked for. A view is read without our macros too, whose years are not the engine's own.
with dated as (
  select
    behaviour.*,
    as_of.as_of,
    cast(date_diff('day', last_bought_on, as_of) as integer) as recency_days,
    cast(date_diff('day', last_date, as_of) as integer) as activity_days,
    cast(date_diff('day', first_bought_on, as_of) as integer) as tenure_days,
    cast(cast(revenue_90_days as decimal(38, 4)) - revenue_previous_90_days as double) as revenue_change,
    cast(cast(abs(revenue_90_days) as decimal(38, 4)) + abs(revenue_previous_90_days) as double) as revenue_size,
    -- Born on a 29th of February, one is a year older on the 28th where that is the last.
    month(as_of) * 100 + day(as_of) + case
      when month(as_of) = 2 and day(as_of) = 28 and (year(as_of) % 4 > 0 or year(as_of) % 100 = 0 and year(as_of) % 400 > 0) then 1
      else 0
    end as birthdays_until
  from feature.customer_behaviour as behaviour
  cross join conform.as_of as as_of
)
select
  customer_durable_key, customer_key, customer_id, as_of,
  recency_days, activity_days, tenure_days, purchase_days, orders, sale_orders,
  sale_orders_90_days, sale_orders_previous_90_days, sale_orders_365_days,
  case when tenure_days >= 90 then
    cast(sale_orders_90_days - sale_orders_previous_90_days as double)
      / cast(nullif(sale_orders_90_days + sale_orders_previous_90_days, 0) as double)
  end as sale_orders_trend,
  quantity, revenue, revenue_90_days, revenue_previous_90_days, revenue_365_days,
  case when tenure_days >= 90 and revenue_size > 0 then revenue_change / revenue_size end as revenue_trend,
  cost_amount, margin_amount, margin_share,
  order_amount_mean, order_amount_deviation, order_amount_variation, order_lines_mean,
  gap_days_mean, gap_days_deviation, gap_days_max, cast(recency_days as double) / gap_days_mean as recency_gap_ratio,
  return_amount, return_orders, return_order_share, return_share,
  discount_amount, discount_orders, discount_order_share, discount_share,
  products, categories, top_category, top_category_share, top_3_categories_share,
  channels, top_channel, top_channel_share, top_weekday, top_weekday_share, weekend_share,
  night_share, morning_share, afternoon_share, evening_share,
  country, region, gender,
  case when birth_date <= as_of then cast(
    year(as_of) - year(birth_date) - case when month(birth_date) * 100 + day(birth_date) > birthdays_until then 1 else 0 end
    as integer
  ) end as age_years,
  case when registered_on <= as_of then cast(date_diff('day', registered_on, as_of) as integer) end as registered_days
from dated
