-- One row per dimension: whether a number means the same member in every system, how members are called, and whether one may end.
-- key: dimension
with dimensions as (
  select
    'customer' as dimension,
    customer_ids = 'per_system' as is_per_system,
    systems,
    customer_deletes = 'close' as keeps_gaps
  from conform.setting
  union all
  select 'product', product_ids = 'per_system', systems, product_deletes = 'close' from conform.setting
  union all
  select 'store', false, systems, store_deletes = 'close' from conform.setting
  union all
  select 'channel', false, systems, channel_deletes = 'close' from conform.setting
)
select dimension, is_per_system, is_per_system and systems > 1 as is_prefixed, keeps_gaps
from dimensions
