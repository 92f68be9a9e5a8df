-- One row per customer and earlier date with an outcome: what was known of them that day, and whether they then left.
-- key: customer_id, as_of
-- model: churn
select
  customer.*,
  label.outcome as _target,
  cast(row_number() over (order by customer.as_of, customer.customer_id) as integer) as _row
from feature.churn_customer as customer
join feature.churn_label as label
  on label.customer_durable_key = customer.customer_durable_key and label.as_of = customer.as_of
where label.outcome is not null
