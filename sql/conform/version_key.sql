-- One row per member of a dimension and version: its surrogate key. The first version is valid from 1800.
-- key: dimension, natural_source, source_id, valid_from
-- by: dimension, source_id
-- part: conform.member_number on dimension, source_id
-- part: conform.customer_history on 'customer', source_id
-- part: conform.product_history on 'product', source_id
-- part: conform.store_history on 'store', source_id
-- part: conform.channel_history on 'channel', source_id
-- What was issued is read once: it lies in files.
with version as (
  select
    numbers.dimension,
    case when scope.is_per_system then numbers.source else '' end as natural_source,
    numbers.source_id,
    cast('1800-01-01' as timestamp) as valid_from
  from conform.member_number as numbers
  join conform.scope as scope on scope.dimension = numbers.dimension
  union
  select 'customer', natural_source, source_id, valid_from
  from conform.customer_history
  where valid_from > cast('1800-01-01' as timestamp)
  union
  select 'product', natural_source, source_id, valid_from
  from conform.product_history
  where valid_from > cast('1800-01-01' as timestamp)
  union
  select 'store', natural_source, source_id, valid_from
  from conform.store_history
  where valid_from > cast('1800-01-01' as timestamp)
  union
  select 'channel', natural_source, source_id, valid_from
  from conform.channel_history
  where valid_from > cast('1800-01-01' as timestamp)
),
issued as (select dimension, source, id, valid_from, key from decisions.key),
known as (
  select version.*, issued.key as version_key
  from version
  left join issued
    on issued.dimension = version.dimension
    and issued.source = version.natural_source
    and issued.id = version.source_id
    and coalesce(cast(issued.valid_from as timestamp), cast('1800-01-01' as timestamp)) = version.valid_from
),
highest as (
  select dimension, max(key) as version_key from issued group by dimension
)
select dimension, natural_source, source_id, valid_from, cast(version_key as integer) as version_key
from known
where version_key is not null
union all
select
  known.dimension,
  known.natural_source,
  known.source_id,
  known.valid_from,
  cast(coalesce(highest.version_key, 0) + row_number() over (
    partition by known.dimension order by known.natural_source, known.source_id, known.valid_from
  ) as integer) as version_key
from known
left join highest on highest.dimension = known.dimension
where known.version_key is null
