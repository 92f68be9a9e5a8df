-- One row per customer whom churn scores and the master records hold, the likeliest to leave first: the call list, with reasons and what they have brought.
-- With an offer only those whose call brings more than it costs, the greatest expected profit first.
-- key: customer_id
-- model: churn
select
  cast(row_number() over (
    order by churn.expected_profit desc nulls last, churn.score desc, mart.revenue desc, churn.customer_id
  ) as integer) as place,
  churn.customer_id,
  churn.score,
  churn.class,
  churn.reason_1,
  churn.reason_2,
  churn.reason_3,
  churn.expected_profit,
  mart.revenue,
  mart.last_order_date
from score.churn as churn
join feature.churn as feature on feature.customer_id = churn.customer_id
left join mart.customer as mart on mart.customer_durable_key = feature.customer_durable_key
left join feature.churn_deleted as deleted
  on deleted.customer_durable_key = feature.customer_durable_key
  and deleted.deleted_on <= feature.as_of and deleted.returned_on > feature.as_of
where churn.score is not null
  and deleted.customer_durable_key is null
  and (churn.expected_profit is null or churn.expected_profit > 0)
