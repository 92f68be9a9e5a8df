-- One row per date that customers are looked at from: the as-of date (place 0), and before it those whose outcome is known, the latest first.
-- key: place
-- model: churn
with places as (
  select
    churn.*,
    place,
    cast(date_add('day', -place * (churn.gap_days + churn.outcome_days), churn.as_of) as date) as looked_on
  from feature.churn_window as churn
  cross join unnest(sequence(0, churn.dates)) as t (place)
)
select
  cast(place as integer) as place,
  looked_on as as_of,
  churn_by,
  cast(date_add('day', 1 - observation_days, looked_on) as date) as observed_from,
  cast(date_add('day', gap_days + 1, looked_on) as date) as outcome_from,
  cast(date_add('day', gap_days + outcome_days, looked_on) as date) as outcome_to
from places
