-- One row per source, entity, rule and column: how many records it refused, each once however many mappings read it, and how many of them nobody has settled.
-- key: source, entity, rule, column_name
with refused as (
  select
    source,
    entity,
    rule,
    coalesce(column_name, '') as column_name,
    batch,
    file,
    "row",
    max(case when status = 'open' then 1 else 0 end) as is_open
  from stage.quarantine
  group by source, entity, rule, coalesce(column_name, ''), batch, file, "row"
)
select
  source,
  entity,
  rule,
  column_name,
  count(*) as records,
  cast(sum(is_open) as bigint) as open_records,
  count(distinct file) as files
from refused
group by source, entity, rule, column_name
