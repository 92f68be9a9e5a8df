-- One row per period compared in which a line has a cost: what those lines brought, in the reporting currency.
-- key: period
with days as (
  select dim_date.date_key, period.period
  from dw.dim_date as dim_date
  join report.period as period
    on dim_date.full_date >= period.from_date and dim_date.full_date <= period.to_date
),
costed as (
  select
    days.period,
    line.net_amount_reporting as revenue,
    case
      when line.currency = setting.reporting_currency then line.cost_amount
      else cast(
        round(
          cast(line.cost_amount as double)
          * cast(line.net_amount_reporting as double) / cast(nullif(line.net_amount, 0) as double), 4
        ) as decimal(18, 4)
      )
    end as cost_amount
  from dw.fact_order_line as line
  join days on days.date_key = line.date_key
  cross join conform.setting as setting
  where line.cost_amount is not null
)
select
  period,
  count(*) as costed_lines,
  cast(sum(revenue) as decimal(38, 4)) as costed_revenue,
  cast(sum(revenue - cost_amount) as decimal(38, 4)) as margin
from costed
where cost_amount is not null
group by period
