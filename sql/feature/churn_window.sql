-- One row per as-of date, where the project has a churn section: the windows around each date, in days. An outcome window that nobody set is nine gaps out of ten long, and a quarter of the history at most.
-- key: as_of
-- model: churn
with history as (
  select cast(date_diff('day', min(ordered_on), max(as_of.as_of)) as integer) as history_days
  from mart.order_summary as summary
  cross join conform.as_of as as_of
),
proposed as (
  select min(gap_days) as days
  from feature.churn_gap
  where share >= 0.9
)
select
  as_of.as_of,
  setting.churn_by,
  setting.churn_observation_days as observation_days,
  setting.churn_gap_days as gap_days,
  cast(coalesce(
    setting.churn_outcome_days,
    greatest(7, least(coalesce(proposed.days, 90), coalesce(floor(history.history_days / 4), 90)))
  ) as integer) as outcome_days,
  setting.churn_outcome_days is null as is_proposed,
  setting.churn_dates as dates,
  history.history_days
from conform.setting as setting
cross join conform.as_of as as_of
cross join history
cross join proposed
where setting.churn_by is not null
