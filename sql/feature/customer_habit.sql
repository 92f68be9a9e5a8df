-- One row per known customer with a sale up to the as-of date: on which weekdays, at what time and through which channel they buy.
-- key: customer_durable_key
-- for: segment, basket
-- by: customer_durable_key
-- part: mart.order_summary on customer_durable_key
-- via: dw.dim_channel on line.channel_key = changed.channel_key
with orders as (
  select
    summary.customer_durable_key,
    case when channel.durable_key > 0 then channel.channel_id end as channel_id,
    -- 0 is a Monday, as 0001-01-01 was one: a view is read without our macros too, which tell the day of the week.
    date_diff('day', cast('0001-01-01' as date), summary.ordered_on) % 7 as weekday,
    hour(summary.first_at) as hour_of_day,
    summary.first_at > cast(summary.ordered_on as timestamp) as is_timed
  from mart.order_summary as summary
  join dw.dim_channel as channel on channel.channel_key = summary.channel_key
  where summary.customer_durable_key > 0 and summary.sale_lines > 0
),
channels as (
  select
    customer_durable_key, channel_id, count(*) as orders,
    count_if(weekday = 0) as monday,
    count_if(weekday = 1) as tuesday,
    count_if(weekday = 2) as wednesday,
    count_if(weekday = 3) as thursday,
    count_if(weekday = 4) as friday,
    count_if(weekday = 5) as saturday,
    count_if(weekday = 6) as sunday,
    count_if(is_timed) as timed,
    count_if(is_timed and hour_of_day < 6) as night,
    count_if(hour_of_day between 6 and 11) as morning,
    count_if(hour_of_day between 12 and 17) as afternoon,
    count_if(hour_of_day >= 18) as evening
  from orders
  group by customer_durable_key, channel_id
),
ranked as (
  select
    *,
    row_number() over (
      partition by customer_durable_key
      order by case when channel_id is null then 1 else 0 end, orders desc, channel_id
    ) as place
  from channels
),
sums as (
  select
    customer_durable_key,
    sum(orders) as orders,
    count(channel_id) as channels,
    max(case when place = 1 then channel_id end) as top_channel,
    max(case when place = 1 and channel_id is not null then orders end) as top_channel_orders,
    sum(case when channel_id is not null then orders end) as channel_orders,
    sum(monday) as monday, sum(tuesday) as tuesday, sum(wednesday) as wednesday, sum(thursday) as thursday,
    sum(friday) as friday, sum(saturday) as saturday, sum(sunday) as sunday,
    sum(timed) as timed, sum(night) as night, sum(morning) as morning, sum(afternoon) as afternoon,
    sum(evening) as evening
  from ranked
  group by customer_durable_key
),
topped as (
  select *, greatest(monday, greatest(tuesday, wednesday, thursday), greatest(friday, saturday, sunday)) as top_weekday_orders
  from sums
)
select
  customer_durable_key,
  cast(channels as integer) as channels,
  top_channel,
  cast(top_channel_orders as double) / cast(channel_orders as double) as top_channel_share,
  cast(case top_weekday_orders
    when monday then 1 when tuesday then 2 when wednesday then 3 when thursday then 4 when friday then 5 when saturday then 6
    else 7
  end as integer) as top_weekday,
  cast(top_weekday_orders as double) / cast(orders as double) as top_weekday_share,
  cast(saturday + sunday as double) / cast(orders as double) as weekend_share,
  cast(night as double) / cast(nullif(timed, 0) as double) as night_share,
  cast(morning as double) / cast(nullif(timed, 0) as double) as morning_share,
  cast(afternoon as double) / cast(nullif(timed, 0) as double) as afternoon_share,
  cast(evening as double) / cast(nullif(timed, 0) as double) as evening_share
from topped
