-- One row per number of a dimension's member in a system: the member it stands for, and the key it keeps through all versions.
-- key: dimension, source, source_id
-- by: dimension, source_id
-- part: conform.member_number on dimension, source_id
-- part: conform.version_key on dimension, source_id
with named as (
  select
    numbers.dimension,
    numbers.source,
    numbers.source_id,
    case when scope.is_per_system then numbers.source else '' end as natural_source,
    case when scope.is_prefixed then concat(numbers.source, ':', numbers.source_id) else numbers.source_id end
      as member_id
  from conform.member_number as numbers
  join conform.scope as scope on scope.dimension = numbers.dimension
)
select
  named.dimension,
  named.source,
  named.source_id,
  named.natural_source,
  named.source_id as natural_id,
  named.member_id,
  keys.version_key as durable_key
from named
join conform.version_key as keys
  on keys.dimension = named.dimension
  and keys.natural_source = named.natural_source
  and keys.source_id = named.source_id
  and keys.valid_from = cast('1800-01-01' as timestamp)
