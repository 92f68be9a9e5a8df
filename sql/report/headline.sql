-- One row per headline figure: the current period, the one before, the same a year before, and how far it has moved.
-- key: figure
with totals as (
  select
    total.*,
    period.coverage,
    period.is_first_month and period.period <> 'current' as is_all_new,
    cast(total.revenue as double) / cast(nullif(total.orders, 0) as double) as average_order_value,
    case when total.revenue + total.return_amount > 0
      then cast(total.return_amount as double) / cast(total.revenue + total.return_amount as double) end as return_share,
    case when total.costed_revenue > 0 then cast(total.margin as double) / cast(total.costed_revenue as double) end as margin_share,
    cast(total.costed_lines as double) / cast(nullif(total.lines, 0) as double) as costed_share
  from report.period_total as total
  join report.period as period on period.period = total.period
),
figures as (
  select
    figure.*,
    totals.period,
    totals.coverage,
    case figure.figure
      when 'revenue' then cast(totals.revenue as double)
      when 'orders' then cast(totals.orders as double)
      when 'active_customers' then cast(totals.active_customers as double)
      when 'new_customers' then case when not totals.is_all_new then cast(totals.new_customers as double) end
      when 'average_order_value' then totals.average_order_value
      when 'return_share' then totals.return_share
      when 'margin' then cast(totals.margin as double)
      when 'margin_share' then totals.margin_share
      when 'costed_share' then totals.costed_share
    end as amount
  from totals
  cross join (
    values
      (1, 'revenue', 'money'),
      (2, 'orders', 'count'),
      (3, 'active_customers', 'count'),
      (4, 'new_customers', 'count'),
      (5, 'average_order_value', 'money'),
      (6, 'return_share', 'share'),
      (7, 'margin', 'money'),
      (8, 'margin_share', 'share'),
      (9, 'costed_share', 'share')
  ) as figure (position, figure, unit)
),
side_by_side as (
  select
    position,
    figure,
    unit,
    max(case when period = 'current' and coverage <> 'none' then amount end) as current_value,
    max(case when period = 'before' and coverage = 'whole' then amount end) as before_value,
    max(case when period = 'year_before' and coverage = 'whole' then amount end) as year_before_value
  from figures
  group by position, figure, unit
)
select
  side_by_side.*,
  case
    when unit = 'share' then current_value - before_value
    when before_value > 0 and current_value >= 0 then (current_value - before_value) / before_value
  end as before_change,
  case
    when unit = 'share' then current_value - year_before_value
    when year_before_value > 0 and current_value >= 0 then (current_value - year_before_value) / year_before_value
  end as year_before_change
from side_by_side
