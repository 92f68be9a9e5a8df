/**
 * Refused records with their status: `open`; `discarded`, refused for good and no fault any more; `retried`, mended and landed again
 * as a record of another file. A record is settled for all mappings at once.
 */
export function withStatus(refused: string, isSettled: boolean): string {
  if (!isSettled) return `select refused.*, 'open' as status from (${refused}) as refused`;
  return `select refused.*, coalesce(settled.status, 'open') as status
from (${refused}) as refused
${withSettled}`;
}

const settled = `select
  source,
  batch,
  file,
  "row",
  rule = 'structure' as is_structural,
  case when max(case action when 'retry' then 1 else 0 end) = 1 then 'retried' else 'discarded' end as status
from decisions.quarantine
where action in ('retry', 'discard')
group by source, batch, file, "row", rule = 'structure'`;

/** Joins to `refused` what was done about it that is no waiver, as `settled.status`; one that was retried is so, whatever was decided before. */
export const withSettled = `left join (${settled}) as settled
  on settled.source = refused.source and settled.batch = refused.batch and settled.file = refused.file
  and settled."row" = refused."row" and settled.is_structural = (refused.rule = 'structure')`;
