-- One row per source, entity, rule and column: how many records it refused.
-- key: source, entity, rule, column_name
select
  source,
  entity,
  rule,
  coalesce(column_name, '') as column_name,
  count(*) as records,
  count(distinct file) as files
from stage.quarantine
group by source, entity, rule, coalesce(column_name, '')
