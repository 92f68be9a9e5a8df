-- One row per day of the years that facts, a given as-of date and the day behind them span: ISO weeks, weeks by the declared start, the fiscal and the retail year.
-- key: date_key
with years as (
  select first_day from conform.fact_year
  union all
  select cast(date_trunc('year', as_of) as date) from conform.setting where as_of is not null
  union all
  select cast(date_trunc('year', date_add('day', 1, as_of)) as date) from conform.setting where as_of is not null
),
edges as (
  select min(first_day) as first_day, max(first_day) as last_year from years
),
span as (
  select first_day, cast(date_add('year', 1, cast(last_year as date)) as date) as end_day from edges
),
numbers as (
  select n from span cross join unnest(sequence(0, date_diff('day', span.first_day, span.end_day) - 1)) as t (n)
),
days as (
  select cast(date_add('day', numbers.n, span.first_day) as date) as full_date, setting.*
  from numbers
  cross join span
  cross join conform.setting as setting
),
fiscal as (
  select
    *,
    cast(date_add('month', -(fiscal_start - 1), full_date) as date) as fiscal_date,
    (day_of_week(full_date) - week_start + 7) % 7 as days_into_week,
    (day_of_week(full_date) - retail_weekday + 13) % 7 as days_into_retail_week
  from days
),
retail as (
  select *, cast(date_add('day', 6 - days_into_retail_week - retail_late_days, full_date) as date) as retail_date from fiscal
),
ends as (
  select *, cast(date_add('month', 12 - retail_month, retail_date) as date) as retail_end from retail
),
starts as (
  select *, cast(date_add('month', retail_month - 12, cast(date_trunc('year', retail_end) as date)) as date) as retail_start from ends
),
weeks as (
  select *, date_diff('day', retail_start, retail_date) / 7 as week from starts
),
quarters as (
  select *, case when week < 13 then 1 when week < 26 then 2 when week < 39 then 3 else 4 end as retail_quarter from weeks
),
described as (
  select
    cast(year(full_date) * 10000 + month(full_date) * 100 + day(full_date) as integer) as date_key,
    full_date,
    cast(year(full_date) as integer) as year,
    cast(quarter(full_date) as integer) as quarter,
    cast(month(full_date) as integer) as month,
    cast(date_trunc('month', full_date) as date) as month_start,
    date_format(full_date, '%M') as month_name,
    cast(year_of_week(full_date) as integer) as iso_year,
    cast(week_of_year(full_date) as integer) as iso_week,
    cast(date_add('day', -days_into_week, full_date) as date) as week_start,
    cast(day_of_week(full_date) as integer) as day_of_week,
    date_format(full_date, '%W') as day_name,
    day_of_week(full_date) >= 6 as is_weekend,
    cast(year(fiscal_date) + case when fiscal_start > 1 then 1 else 0 end as integer) as fiscal_year,
    cast(quarter(fiscal_date) as integer) as fiscal_quarter,
    cast(month(fiscal_date) as integer) as fiscal_month,
    cast(year(retail_end) - case when retail_month < 6 then 1 else 0 end as integer) as retail_year,
    cast(retail_quarter as integer) as retail_quarter,
    cast(3 * retail_quarter - case
      when week - 13 * (retail_quarter - 1) < retail_first_weeks then 2 when week - 13 * (retail_quarter - 1) < retail_second_weeks then 1 else 0
    end as integer) as retail_month,
    cast(week + 1 as integer) as retail_week,
    cast(days_into_retail_week + 1 as integer) as retail_day
  from quarters
)
select * from described
union all
select -1, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null
