import type { StagedMapping } from '../../etl/stage/mapping.js';
import { type Engine, literal } from '../engine/engine.js';
import type { CheckResult } from '../plan/check.js';
import type { ProjectFile } from '../project/schema.js';
import { rowsOf } from '../table.js';
import { givesAmounts } from './amount-columns.js';
import { limitCheck } from './limits.js';

/** So many lines a delivery counts as, at least: of one line without a price all lack it. */
const least = 10;

/**
 * Deliveries whose order lines come without an amount, of the given batches (`(source, batch)` pairs) and the mappings that read one.
 * Where a source lost the columns of its amounts, its lines count as they are, however few.
 */
export async function amountLimit(
  engine: Engine,
  { limits }: ProjectFile,
  mappings: StagedMapping[],
  { pairs, lost }: { pairs: string; lost: ReadonlySet<string> },
): Promise<CheckResult[]> {
  const checks: CheckResult[] = [];
  for (const { entity, ordinal, source, columns } of mappings) {
    const isRead = (name: string) => columns.some(column => column.name === name && column.from !== undefined);
    if (entity !== 'order_line' || !givesAmounts(isRead)) continue;
    const [counted] = rowsOf(await engine.query(countOf(ordinal, source, pairs)));
    const [missing, lines] = [Number(counted?.missing), Number(counted?.lines)];
    const what = `order lines from ${source} without an amount`;
    const held = (among: number) => limitCheck(amountLimitName, what, limits.amount_missing, missing, among);
    if (!held(lost.has(source) ? lines : Math.max(lines, least)).passed) checks.push(held(lines));
  }
  return checks.map(one => ({ ...one, table: 'stage.order_line' }));
}

export const amountLimitName = 'limit of order lines without an amount';

function countOf(ordinal: number, source: string, pairs: string): string {
  return `select count(*) as lines,
      count(case when net_amount is null and (quantity is null or unit_price is null) then 1 end) as missing
    from stage.order_line
    where _source = ${literal(source)} and _mapping = ${ordinal} and (_source, _batch) in (${pairs})`;
}
