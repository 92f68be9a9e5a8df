/** What was learnt from: how many labels of each kind there are on each date, ten of them with the day that decided, and the gaps that a window is proposed from. */
export const audit = {
  labels: `select as_of, outcome_from, outcome_to, count(*) as customers,
  sum(case when outcome = 'left' then 1 else 0 end) as gone,
  sum(case when outcome = 'stayed' then 1 else 0 end) as stayed,
  sum(case when outcome is null then 1 else 0 end) as uncounted,
  round(avg(case outcome when 'left' then 1e0 when 'stayed' then 0e0 end), 3) as share
from feature.churn_label
group by as_of, outcome_from, outcome_to
order by as_of`,
  ten_labels: `select customer_id, as_of, outcome_from, outcome_to, outcome, outcome_on from (
  select *, row_number() over (partition by outcome order by customer_id) as number from feature.churn_label
  where place = 1 and outcome is not null
) as numbered where number <= 5 order by outcome, customer_id`,
  gaps: `select cast(of_ten as integer) as of_ten, min(gap_days) as at_most_days
from feature.churn_gap
join range(1, 11) as tenths (of_ten) on share >= of_ten / 10e0
group by of_ten
order by of_ten`,
} as const satisfies Record<string, string>;
