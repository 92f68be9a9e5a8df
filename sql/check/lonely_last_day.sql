-- The last day with order lines lies long after all others, as one with a mistyped date would: all is looked back from it.
-- severity: warn
with gaps as (
  select full_date, lines, date_diff('day', lag(full_date) over (order by full_date), full_date) as gap_days
  from report.day
),
longest as (
  select
    full_date,
    lines,
    gap_days,
    max(gap_days) over (order by full_date rows between unbounded preceding and 1 preceding) as longest_before
  from gaps
)
select longest.full_date, longest.lines, longest.gap_days, longest.longest_before
from longest
inner join conform.as_of as as_of on as_of.as_of = longest.full_date
where longest.gap_days > 90 and longest.gap_days > 3 * longest.longest_before
