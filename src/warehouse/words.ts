import type { StagedMapping } from '../../etl/stage/mapping.js';
import type { StagedRule } from '../../etl/stage/rule.js';
import { coverageSentences, sufficiency } from '../../models/rfm/index.js';
import { type Engine, identifier } from '../engine/engine.js';
import type { CheckResult } from '../plan/check.js';
import { type Cell, rowsOf } from '../table.js';
import type { FittedModels } from './fit.js';
import { frozenSentence } from './frozen-fit.js';

/** What was found, in a few sentences with their numbers. */
export async function findingsOf(engine: Engine): Promise<string[]> {
  const [sums] = rowsOf(
    await engine.query(`select
      (select count(*) from (select source, order_id from mart.order_summary group by source, order_id) as one) as orders,
      cast(sum(revenue) as decimal(38, 2)) as revenue,
      (select count(*) from mart.customer) as customers,
      (select reporting_currency from conform.setting) as currency
    from mart.order_summary`),
  );
  const segments = rowsOf(
    await engine.query(
      'select segment, customers, revenue_share from report.rfm_segment order by revenue desc, segment',
    ),
  );
  if (!sums || Number(sums.orders) === 0) return ['no orders yet'];
  const lines = segments.map(
    ({ segment, customers, revenue_share: share }) =>
      `${segment}: ${counted(customers, 'customer')}, ${(Math.round(Number(share) * 1000) / 10 || 0).toFixed(1)} % of revenue`,
  );
  return [
    `${counted(sums.orders, 'order')} by ${counted(sums.customers, 'known customer')}, revenue ${sums.revenue} ${sums.currency}`,
    ...lines,
  ];
}

/** What a person should look into: failing soft checks, softened values by rule, a segment map with gaps, too little data. */
export async function warningsOf(
  engine: Engine,
  checks: CheckResult[],
  mappings: StagedMapping[],
  models: FittedModels | undefined,
): Promise<string[]> {
  const soft = checks
    .filter(check => check.severity === 'warn' && !check.passed)
    .map(check => `${check.sentence} (${check.offenders})`);
  const fitted = models?.rfm;
  return [...soft, ...(await softened(engine, mappings)), ...(fitted ? sufficiency(fitted) : [])];
}

/** What is worth saying about the models: that bounds are frozen; of the segment map its cover, gaps and where the order of its rules decides. */
export function notesOf({ rfm, frozen }: FittedModels): string[] {
  return [...(frozen ? [frozenSentence(frozen)] : []), ...coverageSentences(rfm.map, rfm.other)];
}

function counted(number: Cell | undefined, noun: string): string {
  return `${number} ${noun}${Number(number) === 1 ? '' : 's'}`;
}

async function softened(engine: Engine, mappings: StagedMapping[]): Promise<string[]> {
  const found: string[] = [];
  for (const entity of new Set(mappings.filter(mapping => mapping.rules.length > 0).map(mapping => mapping.entity))) {
    const flagged = `select _mapping, _flags, count(*) as n from ${identifier('stage', entity)} where _flags is not null group by _mapping, _flags order by _mapping, _flags`;
    const counts = new Map<string, number>();
    for (const row of rowsOf(await engine.query(flagged))) {
      for (const flag of String(row._flags).split(',')) {
        const rules = mappings.find(one => one.entity === entity && one.ordinal === row._mapping)?.rules ?? [];
        const text = `${entity}: ${flagText(flag, rules)}`;
        counts.set(text, (counts.get(text) ?? 0) + Number(row.n));
      }
    }
    for (const [text, n] of counts) found.push(`${text}: ${counted(n, 'record')}`);
  }
  return found;
}

function flagText(flag: string, rules: StagedRule[]): string {
  const rule = rules.find(({ name }) => name === flag);
  const waived = rules.find(({ name }) => `waived_${name}` === flag);
  if (rule) return `${rule.message}${rule.action === 'warn' ? '' : ` (${rule.action})`}`;
  return waived ? `${waived.message} (waived)` : flag;
}
