-- One row per source and mapping: what became of its records, in all batches and in its latest one.
-- key: source, entity, mapping
with latest as (
  select source, max_by(batch, row(length(batch), batch)) as batch
  from stage.account
  group by source
)
select
  account.source,
  account.entity,
  account.mapping,
  count(*) as batches,
  cast(sum(account.landed) as bigint) as landed,
  cast(sum(account.accepted) as bigint) as accepted,
  cast(sum(account.quarantined) as bigint) as refused,
  cast(sum(account.repeats) as bigint) as repeats,
  cast(sum(account.skipped) as bigint) as skipped,
  cast(sum(account.exact_repeats) as bigint) as exact_repeats,
  cast(sum(account.replaced) as bigint) as replaced,
  cast(sum(account.quarantined) as double) / cast(nullif(sum(account.landed), 0) as double) as refused_share,
  max(latest.batch) as latest_batch,
  cast(sum(case when account.batch = latest.batch then account.landed else 0 end) as bigint) as latest_landed,
  cast(sum(case when account.batch = latest.batch then account.accepted else 0 end) as bigint) as latest_accepted,
  cast(sum(case when account.batch = latest.batch then account.quarantined else 0 end) as bigint) as latest_refused
from stage.account as account
join latest on latest.source = account.source
group by account.source, account.entity, account.mapping
