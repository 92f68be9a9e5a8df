-- One row per model and customer whom the last generation with other scores of it put into another segment: from which, and into which.
-- key: model, customer_id
with told as (
  select model, generation, as_of from score.history
  union
  select model, until_generation, until_as_of from score.history where until_generation is not null
),
latest as (
  select
    model,
    max_by(generation, cast(generation as integer)) as generation,
    max_by(as_of, cast(generation as integer)) as as_of
  from told
  group by model
),
-- Who stayed where they were has no row that ends or begins there.
earlier as (
  select history.model, history.customer_id, history.customer_durable_key, history.class
  from score.history as history
  join latest on latest.model = history.model and latest.generation = history.until_generation
),
later as (
  select history.model, history.customer_id, history.customer_durable_key, history.class
  from score.history as history
  join latest on latest.model = history.model and latest.generation = history.generation
  where history.until_generation is null
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
