import type { StagedMapping } from '../../etl/stage/mapping.js';
import { type Engine, literal } from '../engine/engine.js';
import type { CheckResult } from '../plan/check.js';
import type { ProjectFile } from '../project/schema.js';
import { rowsOf } from '../table.js';
import { limitCheck } from './limits.js';

/** Files whose order lines come without an amount, of the given batches (`(source, batch)` pairs) and the mappings that read one: one failed check, or none. */
export async function amountLimit(
  engine: Engine,
  { limits }: ProjectFile,
  mappings: StagedMapping[],
  pairs: string,
): Promise<CheckResult[]> {
  const reading = mappings.filter(one => one.entity === 'order_line' && readsAmount(one));
  const failed: CheckResult[] = [];
  for (const { ordinal, source } of reading)
    for (const { file, missing, lines } of rowsOf(await engine.query(filesOf(ordinal, source, pairs)))) {
      const what = `order lines of ${file} from ${source} without an amount`;
      const one = limitCheck(amountLimitName, what, limits.amount_missing, Number(missing), Number(lines));
      if (!one.passed) failed.push(one);
    }
  const [first] = failed;
  if (!first) return [];
  const offenders = failed.reduce((sum, one) => sum + one.offenders, 0);
  const sentence = failed.slice(0, 3).map(one => one.sentence);
  return [{ ...first, table: 'stage.order_line', offenders, sentence: sentence.join('\n  ') }];
}

export const amountLimitName = 'limit of order lines without an amount';

/** A mapping that reads none, such as of a list of what was looked at, is meant so. */
function readsAmount({ columns }: StagedMapping): boolean {
  const read = new Set(columns.filter(({ from }) => from !== undefined).map(({ name }) => name));
  return read.has('net_amount') || (read.has('quantity') && read.has('unit_price'));
}

function filesOf(ordinal: number, source: string, pairs: string): string {
  return `select _file as file, count(*) as lines,
      count(case when net_amount is null and (quantity is null or unit_price is null) then 1 end) as missing
    from stage.order_line
    where _source = ${literal(source)} and _mapping = ${ordinal} and (_source, _batch) in (${pairs})
    group by _file
    order by missing desc, file`;
}
