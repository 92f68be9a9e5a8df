-- One row per number of a dimension's member in a system: the member it stands for and its surrogate key.
-- key: dimension, source, source_id
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
),
issued as (
  select dimension, source as natural_source, id as source_id, key as member_key from decisions.key
),
highest as (
  select dimension, max(member_key) as member_key from issued group by dimension
),
fresh as (
  select distinct named.dimension, named.natural_source, named.source_id
  from named
  left join issued
    on issued.dimension = named.dimension
    and issued.natural_source = named.natural_source
    and issued.source_id = named.source_id
  where issued.member_key is null
),
numbered as (
  select
    fresh.dimension,
    fresh.natural_source,
    fresh.source_id,
    coalesce(highest.member_key, 0)
      + row_number() over (partition by fresh.dimension order by fresh.natural_source, fresh.source_id) as member_key
  from fresh
  left join highest on highest.dimension = fresh.dimension
),
keys as (
  select dimension, natural_source, source_id, member_key from issued
  union all
  select dimension, natural_source, source_id, member_key from numbered
)
select
  named.dimension,
  named.source,
  named.source_id,
  named.natural_source,
  named.member_id,
  cast(keys.member_key as integer) as member_key
from named
join keys
  on keys.dimension = named.dimension
  and keys.natural_source = named.natural_source
  and keys.source_id = named.source_id
