-- One row per product number of a system: the product it stands for.
-- key: source, source_product_id
with members as (select * from conform.member where dimension = 'product')
select
  source,
  source_id as source_product_id,
  member_id as product_id,
  member_key as product_key
from members
