-- One row per customer whom the last generation with other scores put into another segment: from which, and into which.
-- key: customer_id
with told as (
  select cast(generation as integer) as position, generation, as_of from score.history where model = 'rfm'
  union all
  select cast(until_generation as integer) as position, until_generation as generation, until_as_of as as_of
  from score.history
  where model = 'rfm' and until_generation is not null
),
latest as (
  select max(position) as position, max_by(generation, position) as generation, max_by(as_of, position) as as_of
  from told
),
scored as (
  select
    history.customer_id,
    history.customer_durable_key,
    history.class,
    cast(history.generation as integer) as since,
    cast(history.until_generation as integer) as until,
    latest.position
  from score.history as history
  cross join latest
  where history.model = 'rfm'
),
earlier as (
  select * from scored where since < position and (until is null or until = position)
),
later as (
  select * from scored where until is null
)
select
  coalesce(later.customer_id, earlier.customer_id) as customer_id,
  coalesce(later.customer_durable_key, earlier.customer_durable_key) as customer_durable_key,
  coalesce(earlier.class, '(new)') as from_segment,
  coalesce(later.class, '(gone)') as to_segment,
  latest.generation,
  latest.as_of
from earlier
full join later on later.customer_id = earlier.customer_id
cross join latest
where coalesce(earlier.class, '(new)') <> coalesce(later.class, '(gone)')
