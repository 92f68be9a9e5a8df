-- Deliveries of which a mapping refused every record: custometry quarantine says why.
-- severity: warn
select account.batch, account.source, account.entity, account.mapping, account.quarantined
from stage.account as account
where account.accepted = 0
  and account.quarantined > 1
  and exists (
    select 1
    from stage.quarantine as refused
    where refused.batch = account.batch
      and refused.source = account.source
      and refused.entity = account.entity
      and refused.mapping = account.mapping
      and refused.status = 'open'
  )
