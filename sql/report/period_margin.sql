-- One row per period compared in which a line has a cost: what those lines brought, in the reporting currency.
-- key: period
with days as (
  select dim_date.date_key, period.period
  from dw.dim_date as dim_date
  join report.period as period
    on dim_date.full_date >= period.from_date and dim_date.full_date <= period.to_date
)
select
  days.period,
  count(*) as costed_lines,
  cast(sum(line.net_amount_reporting) as decimal(38, 4)) as costed_revenue,
  cast(sum(line.net_amount_reporting - line.cost_amount_reporting) as decimal(38, 4)) as margin
from dw.fact_order_line as line
join days on days.date_key = line.date_key
where line.cost_amount_reporting is not null
group by days.period
