-- One row per customer and earlier date on which they could leave: whether they then did, and the day that says so. Who left before the outcome window, or is then deleted without having left, has none.
-- key: customer_durable_key, as_of
-- model: churn
with purchases as (
  select looked.as_of, summary.customer_durable_key, min(summary.ordered_on) as next_on
  from mart.order_summary as summary
  join feature.churn_date as looked
    on looked.place > 0 and summary.ordered_on >= looked.outcome_from and summary.ordered_on <= looked.outcome_to
  where summary.customer_durable_key > 0 and summary.sale_lines > 0
  group by looked.as_of, summary.customer_durable_key
),
endings as (
  select running.customer_durable_key, running.as_of, running.ends_on, max(later.ends_on) as last_ends_on
  from feature.churn_subscription as running
  join feature.churn_date as looked on looked.as_of = running.as_of and looked.churn_by = 'subscription'
  left join (
    select customer_durable_key, started_on, coalesce(ended_on, cast('9999-12-31' as date)) as ends_on
    from dw.fact_subscription
  ) as later
    on later.customer_durable_key = running.customer_durable_key and later.started_on <= looked.outcome_to
  where running.place > 0
  group by running.customer_durable_key, running.as_of, running.ends_on
  union all
  select contract.customer_durable_key, contract.as_of, null, coalesce(min(gone.left_on), cast('9999-12-31' as date))
  from feature.churn_contract as contract
  join feature.churn_date as looked on looked.as_of = contract.as_of
  left join dw.customer_departure as gone
    on gone.customer_durable_key = contract.customer_durable_key and gone.left_on > contract.as_of
    and gone.left_on <= looked.outcome_to and gone.returned_on > looked.outcome_to
  left join feature.churn_deleted as deleted
    on deleted.customer_durable_key = contract.customer_durable_key
    and deleted.deleted_on <= looked.outcome_to and deleted.returned_on > looked.outcome_to
  where contract.place > 0 and (gone.left_on is not null or deleted.customer_durable_key is null)
  group by contract.customer_durable_key, contract.as_of
)
select
  customer.customer_durable_key,
  customer.customer_id,
  customer.as_of,
  looked.place,
  looked.outcome_from,
  looked.outcome_to,
  case
    when looked.churn_by = 'purchase' then case when purchases.next_on is null then 'left' else 'stayed' end
    when endings.last_ends_on > looked.outcome_to then 'stayed'
    when endings.last_ends_on >= looked.outcome_from then 'left'
  end as outcome,
  case when looked.churn_by = 'purchase' then purchases.next_on
    when endings.last_ends_on < cast('9999-12-31' as date) then endings.last_ends_on
  end as outcome_on
from feature.churn_customer as customer
join feature.churn_date as looked on looked.as_of = customer.as_of and looked.place > 0
left join purchases
  on purchases.customer_durable_key = customer.customer_durable_key and purchases.as_of = customer.as_of
left join endings
  on endings.customer_durable_key = customer.customer_durable_key and endings.as_of = customer.as_of
