-- One row per recency and frequency score: how many customers sit there and what they bring.
-- key: r, f
with scored as (
  select r, f, count(*) as customers, sum(monetary) as revenue
  from score.rfm
  where r is not null and f is not null
  group by r, f
),
totals as (
  select
    cast(max(r) as integer) as r_bins,
    cast(max(f) as integer) as f_bins,
    sum(customers) as customers,
    sum(revenue) as revenue
  from scored
),
cells as (
  select cast(rs.r as integer) as r, cast(fs.f as integer) as f, totals.customers, totals.revenue
  from totals
  cross join unnest(sequence(1, totals.r_bins)) as rs (r)
  cross join unnest(sequence(1, totals.f_bins)) as fs (f)
)
select
  cells.r,
  cells.f,
  coalesce(scored.customers, 0) as customers,
  cast(coalesce(scored.revenue, 0) as decimal(38, 4)) as revenue,
  cast(coalesce(scored.customers, 0) as double) / cast(cells.customers as double) as customer_share,
  case when cells.revenue > 0 then cast(coalesce(scored.revenue, 0) as double) / cast(cells.revenue as double) end as revenue_share
from cells
left join scored on scored.r = cells.r and scored.f = cells.f
