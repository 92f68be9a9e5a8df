-- One row per member of a dimension and version: its surrogate key. The first version is valid from 1800.
-- key: dimension, natural_source, source_id, valid_from
-- by: dimension, source_id
-- part: conform.member_number on dimension, source_id
-- part: conform.customer_history on 'customer', source_id
-- part: conform.product_history on 'product', source_id
-- part: conform.store_history on 'store', source_id
-- part: conform.channel_history on 'channel', source_id
with version as (
  select
    numbers.dimension,
    case when scope.is_per_system then numbers.source else '' end as natural_source,
    numbers.source_id,
    cast('1800-01-01' as timestamp) as valid_from
  from conform.member_number as numbers
  join conform.scope as scope on scope.dimension = numbers.dimension
  union
  select 'customer', natural_source, source_id, valid_from from conform.customer_history
  union
  select 'product', natural_source, source_id, valid_from from conform.product_history
  union
  select 'store', natural_source, source_id, valid_from from conform.store_history
  union
  select 'channel', natural_source, source_id, valid_from from conform.channel_history
),
issued as (
  select
    dimension,
    source as natural_source,
    id as source_id,
    coalesce(cast(valid_from as timestamp), cast('1800-01-01' as timestamp)) as valid_from,
    key as version_key
  from decisions.key
),
highest as (
  select dimension, max(version_key) as version_key from issued group by dimension
),
fresh as (
  select version.*
  from version
  left join issued
    on issued.dimension = version.dimension
    and issued.natural_source = version.natural_source
    and issued.source_id = version.source_id
    and issued.valid_from = version.valid_from
  where issued.version_key is null
),
numbered as (
  select
    fresh.*,
    coalesce(highest.version_key, 0) + row_number() over (
      partition by fresh.dimension order by fresh.natural_source, fresh.source_id, fresh.valid_from
    ) as version_key
  from fresh
  left join highest on highest.dimension = fresh.dimension
),
keys as (
  select dimension, natural_source, source_id, valid_from, version_key from issued
  union all
  select dimension, natural_source, source_id, valid_from, version_key from numbered
)
select
  version.dimension,
  version.natural_source,
  version.source_id,
  version.valid_from,
  cast(keys.version_key as integer) as version_key
from version
join keys
  on keys.dimension = version.dimension
  and keys.natural_source = version.natural_source
  and keys.source_id = version.source_id
  and keys.valid_from = version.valid_from
