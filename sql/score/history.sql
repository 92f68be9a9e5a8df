-- One row per customer, model and generation that published another score or class of theirs: what it was, and until when it held.
-- key: model, customer_id, generation
with published as (
  select * from decisions.published
),
publication as (
  select next.generation, date_of.as_of
  from decisions.publication as next
  left join conform.as_of as date_of on 1 = 1
),
compared as (
  select
    known.customer_id as known_id,
    known.customer_durable_key as known_key,
    known.model as known_model,
    known.generation as known_generation,
    known.as_of as known_as_of,
    known.score as known_score,
    known.class as known_class,
    standing.customer_id,
    standing.customer_durable_key,
    standing.model,
    standing.score,
    standing.class,
    known.customer_id is null
    or standing.customer_id is null
    or known.class <> standing.class
    or known.score is distinct from standing.score as is_other
  from score.standing
  full join (select * from published where until_generation is null) as known
    on known.model = standing.model and known.customer_id = standing.customer_id
)
select
  customer_id, customer_durable_key, model, generation, as_of, score, class, until_generation, until_as_of
from published
where until_generation is not null
union all
select
  known_id,
  known_key,
  known_model,
  known_generation,
  known_as_of,
  known_score,
  known_class,
  publication.generation,
  publication.as_of
from compared
left join publication on is_other
where known_id is not null
union all
select customer_id, customer_durable_key, model, publication.generation, publication.as_of, score, class, null, null
from compared
cross join publication
where is_other and class is not null
