-- One row per store number of a system: the store it stands for.
-- key: source, source_store_id
with members as (select * from conform.member where dimension = 'store')
select
  source,
  source_id as source_store_id,
  member_id as store_id,
  member_key as store_key
from members
