import type { StagedMapping } from '../../etl/stage/mapping.js';
import { type Engine, literal } from '../engine/engine.js';
import type { CheckResult } from '../plan/check.js';
import type { ProjectFile } from '../project/schema.js';
import { rowsOf } from '../table.js';
import { limitCheck } from './limits.js';

/** Deliveries whose order lines come without an amount, of the given batches (`(source, batch)` pairs) and the mappings that read one. */
export async function amountLimit(
  engine: Engine,
  { limits }: ProjectFile,
  mappings: StagedMapping[],
  pairs: string,
): Promise<CheckResult[]> {
  const checks: CheckResult[] = [];
  for (const { entity, ordinal, source, columns } of mappings) {
    if (entity !== 'order_line' || !readsAmount(columns)) continue;
    const [counted] = rowsOf(await engine.query(countOf(ordinal, source, pairs)));
    const [missing, lines] = [Number(counted?.missing), Number(counted?.lines)];
    const what = `order lines from ${source} without an amount`;
    checks.push(limitCheck(amountLimitName, what, limits.amount_missing, missing, lines));
  }
  return checks.filter(({ passed }) => !passed).map(one => ({ ...one, table: 'stage.order_line' }));
}

export const amountLimitName = 'limit of order lines without an amount';

/** A mapping that reads none, such as of a list of what was looked at, is meant so. */
function readsAmount(columns: StagedMapping['columns']): boolean {
  const read = new Set(columns.filter(({ from }) => from !== undefined).map(({ name }) => name));
  return read.has('net_amount') || (read.has('quantity') && read.has('unit_price'));
}

function countOf(ordinal: number, source: string, pairs: string): string {
  return `select count(*) as lines,
      count(case when net_amount is null and (quantity is null or unit_price is null) then 1 end) as missing
    from stage.order_line
    where _source = ${literal(source)} and _mapping = ${ordinal} and (_source, _batch) in (${pairs})`;
}
