-- One row per dimension: whether a number means the same member in every system, and how members are called.
-- key: dimension
with dimensions as (
  select 'customer' as dimension, customer_ids = 'per_system' as is_per_system, systems from conform.setting
  union all
  select 'product', product_ids = 'per_system', systems from conform.setting
  union all
  select 'store', false, systems from conform.setting
  union all
  select 'channel', false, systems from conform.setting
)
select dimension, is_per_system, is_per_system and systems > 1 as is_prefixed
from dimensions
