-- One row per customer number of a system: the customer it stands for.
-- key: source, source_customer_id
with members as (select * from conform.member where dimension = 'customer')
select
  source,
  source_id as source_customer_id,
  member_id as customer_id,
  member_key as customer_key
from members
