/** The waivers that stand, out of `decisions.quarantine`: given more often than revoked. `standingDecisions` of the warehouse says the same. */
export const waived = `select source, batch, file, "row", rule
from decisions.quarantine
where action in ('waive', 'revoke')
group by source, batch, file, "row", rule
having sum(case action when 'waive' then 1 else -1 end) > 0`;
