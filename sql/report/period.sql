-- One row per period compared: the month of the as-of date up to that day, and the same days a month and a year before.
-- key: period
with today as (
  select
    as_of,
    first_date,
    cast(date_trunc('month', as_of) as date) as month_start,
    as_of = last_day_of_month(as_of) as is_whole_month
  from report.coverage
),
starts as (
  select
    shift.position,
    shift.period,
    today.*,
    cast(today.month_start + shift.months * interval '1' month as date) as from_date
  from today
  cross join (
    values (1, 'current', 0), (2, 'before', -1), (3, 'year_before', -12)
  ) as shift (position, period, months)
),
spans as (
  select
    position,
    period,
    from_date,
    case
      when is_whole_month then last_day_of_month(from_date)
      else least(cast(from_date + (day(as_of) - 1) * interval '1' day as date), last_day_of_month(from_date))
    end as to_date,
    is_whole_month,
    first_date
  from starts
)
select
  position,
  period,
  from_date,
  to_date,
  is_whole_month,
  coalesce(cast(date_trunc('month', first_date) as date) = from_date, false) as is_first_month,
  case
    when first_date is null or to_date < first_date then 'none'
    when from_date < first_date then 'part'
    else 'whole'
  end as coverage
from spans
