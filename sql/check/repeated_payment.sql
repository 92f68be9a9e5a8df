-- Payments that records of the same number give different amounts: only the last one counts.
-- severity: warn
select _system as source, payment_id, count(*) as records, min(amount) as smallest, max(amount) as largest
from stage.payment
group by _system, payment_id
having min(amount) < max(amount)
