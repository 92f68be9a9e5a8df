-- One row per customer and time for which the master records no longer hold them, where the project has `deletes` say so.
-- key: customer_durable_key, deleted_on
-- model: churn
with versions as (
  select
    durable_key, valid_from, valid_to, is_deleted,
    lead(valid_from, 1, cast('9999-12-31' as timestamp)) over (partition by durable_key order by valid_from) as next_from
  from dw.dim_customer
  where customer_key > 0
)
select
  durable_key as customer_durable_key,
  cast(case when is_deleted then valid_from else valid_to end as date) as deleted_on,
  cast(max(next_from) as date) as returned_on
from versions
where is_deleted or valid_to < next_from
group by durable_key, cast(case when is_deleted then valid_from else valid_to end as date)
