-- One row per customer: scores and behaviour up to the as-of date, then the master record with its attributes.
-- key: customer_id
-- kind: view
with master as (
  select * from dw.dim_customer where customer_key = current_key and customer_key > 0
)
select
  score.segment,
  score.r,
  score.f,
  score.m,
  score.recency_days,
  score.frequency,
  score.monetary,
  score.as_of,
  score.model_version,
  churn.score as churn_score,
  churn.class as churn_class,
  churn.reason_1 as churn_reason_1,
  churn.reason_2 as churn_reason_2,
  churn.reason_3 as churn_reason_3,
  behaviour.first_order_date,
  behaviour.last_order_date,
  behaviour.orders,
  behaviour.sale_orders,
  behaviour.lines,
  behaviour.quantity,
  behaviour.revenue,
  behaviour.return_amount,
  behaviour.discount_amount,
  behaviour.cost_amount,
  behaviour.margin_amount,
  master.*
from master
left join mart.customer as behaviour on behaviour.customer_durable_key = master.durable_key
left join score.rfm as score on score.customer_id = master.customer_id
left join score.churn as churn on churn.customer_id = master.customer_id
