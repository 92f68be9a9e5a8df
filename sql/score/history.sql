-- One row per customer, model and generation that published another score or class of theirs: what it was, and until when it held.
-- key: model, customer_id, generation
with published as (
  select
    cast(generation as integer) as position,
    generation,
    cast(as_of as date) as as_of,
    model,
    customer_id,
    key as customer_durable_key,
    score,
    class
  from decisions.score
  where customer_id is not null
),
ranked as (
  select *, row_number() over (partition by model, customer_id order by position desc) as place from published
),
known as (
  select * from ranked where place = 1 and class is not null
),
standing as (
  select
    model,
    customer_id,
    customer_durable_key,
    score,
    class
  from score.standing
),
publication as (
  select next.generation, date_of.as_of
  from decisions.publication as next
  left join conform.as_of as date_of on 1 = 1
),
fresh as (
  select
    cast(publication.generation as integer) as position,
    publication.generation,
    publication.as_of,
    coalesce(standing.model, known.model) as model,
    coalesce(standing.customer_id, known.customer_id) as customer_id,
    coalesce(standing.customer_durable_key, known.customer_durable_key) as customer_durable_key,
    standing.score,
    standing.class
  from standing
  full join known on known.model = standing.model and known.customer_id = standing.customer_id
  cross join publication
  where known.customer_id is null
    or standing.customer_id is null
    or known.class <> standing.class
    or known.score is distinct from standing.score
),
told as (
  select * from published
  union all
  select * from fresh
),
lasting as (
  select
    *,
    lead(generation) over (partition by model, customer_id order by position) as until_generation,
    lead(as_of) over (partition by model, customer_id order by position) as until_as_of
  from told
)
select
  customer_id, customer_durable_key, model, generation, as_of, score, class, until_generation, until_as_of
from lasting
where class is not null
