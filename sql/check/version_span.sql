-- Versions that do not follow each other: empty ones, overlaps, gaps where nothing was deleted, two that are current.
with versions as (
  select 'customer' as dimension, durable_key, valid_from, valid_to, is_current from dw.dim_customer
  union all
  select 'product', durable_key, valid_from, valid_to, is_current from dw.dim_product
  union all
  select 'store', durable_key, valid_from, valid_to, is_current from dw.dim_store
  union all
  select 'channel', durable_key, valid_from, valid_to, is_current from dw.dim_channel
),
neighbours as (
  select
    versions.*,
    scope.keeps_gaps,
    lead(valid_from) over (partition by versions.dimension, durable_key order by valid_from) as next_from,
    lag(valid_from) over (partition by versions.dimension, durable_key order by valid_from) as last_from
  from versions
  join conform.scope as scope on scope.dimension = versions.dimension
)
select dimension, durable_key, valid_from, valid_to
from neighbours
where valid_from >= valid_to
  or valid_to > next_from
  or (valid_to < next_from and not keeps_gaps)
  or (next_from is null and not is_current and not keeps_gaps)
  or (next_from is not null and is_current)
  or (last_from is null and valid_from <> cast('1800-01-01' as timestamp))
