-- One row per product number of a system and version of the product it stands for: the key, and the times of facts that it is for.
-- key: source, id, valid_from
-- by: id
-- part: conform.member on case when dimension = 'product' then source_id end
-- part: conform.version_key on case when dimension = 'product' then source_id end
with members as (select * from conform.member where dimension = 'product'),
keys as (select * from conform.version_key where dimension = 'product')
select
  members.source,
  members.source_id as id,
  members.durable_key,
  keys.version_key as product_key,
  keys.valid_from,
  coalesce(
    lead(keys.valid_from) over (partition by members.source, members.source_id order by keys.valid_from),
    cast('9999-12-31' as timestamp)
  ) as valid_to
from members
join keys on keys.natural_source = members.natural_source and keys.source_id = members.natural_id
