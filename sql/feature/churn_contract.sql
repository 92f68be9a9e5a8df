-- One row per customer and date on which the master records say that they are a customer: known by then, not gone, and not deleted.
-- key: customer_durable_key, as_of
-- model: churn
with known as (
  select durable_key as customer_durable_key, cast(described_from as date) as known_on
  from dw.dim_customer
  where customer_key > 0
  union all
  select durable_key, registered_on from dw.dim_customer where customer_key > 0
  union all
  select customer_durable_key, ordered_on from mart.order_summary where customer_durable_key > 0
),
since as (
  select customer_durable_key, min(known_on) as known_on
  from known
  group by customer_durable_key
)
select since.customer_durable_key, looked.as_of, looked.place
from since
join feature.churn_date as looked on looked.churn_by = 'attribute' and since.known_on <= looked.as_of
left join dw.customer_departure as gone
  on gone.customer_durable_key = since.customer_durable_key
  and gone.left_on <= looked.as_of and gone.returned_on > looked.as_of
left join feature.churn_deleted as deleted
  on deleted.customer_durable_key = since.customer_durable_key
  and deleted.deleted_on <= looked.as_of and deleted.returned_on > looked.as_of
where gone.customer_durable_key is null and deleted.customer_durable_key is null
