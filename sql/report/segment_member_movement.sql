-- One row per model and customer whom the last generation with other scores of it put into another segment: from which, and into which.
-- key: model, customer_id
with told as (
  select model, cast(generation as integer) as position, generation, as_of from score.history
  union all
  select model, cast(until_generation as integer) as position, until_generation as generation, until_as_of as as_of
  from score.history
  where until_generation is not null
),
latest as (
  select
    model,
    max(position) as position,
    max_by(generation, position) as generation,
    max_by(as_of, position) as as_of
  from told
  group by model
),
scored as (
  select
    history.model,
    history.customer_id,
    history.customer_durable_key,
    history.class,
    cast(history.generation as integer) as since,
    cast(history.until_generation as integer) as until,
    latest.position
  from score.history as history
  join latest on latest.model = history.model
),
earlier as (
  select * from scored where since < position and (until is null or until = position)
),
later as (
  select * from scored where until is null
),
compared as (
  select
    coalesce(later.model, earlier.model) as model,
    coalesce(later.customer_id, earlier.customer_id) as customer_id,
    coalesce(later.customer_durable_key, earlier.customer_durable_key) as customer_durable_key,
    coalesce(earlier.class, '(new)') as from_segment,
    coalesce(later.class, '(gone)') as to_segment
  from earlier
  full join later on later.model = earlier.model and later.customer_id = earlier.customer_id
)
select compared.*, latest.generation, latest.as_of
from compared
join latest on latest.model = compared.model
where compared.from_segment <> compared.to_segment
