import type { StagedMapping } from '../../etl/stage/mapping.js';
import type { StagedRule } from '../../etl/stage/rule.js';
import { count } from '../count.js';
import { type Engine, identifier } from '../engine/engine.js';
import type { CheckResult } from '../plan/check.js';
import { shareWords } from '../share-words.js';
import { rowsOf } from '../table.js';
import type { ModelFit } from './fit.js';
import { keptSentence } from './kept-fit.js';

const undated = 'no orders yet, and so no date to look back from: as_of of the project file says one';

/** What was found, in a few sentences with their numbers. */
export async function findingsOf(engine: Engine, models: ModelFit[]): Promise<string[]> {
  const [sums] = rowsOf(
    await engine.query(`select
      coverage.lines,
      coverage.orders,
      cast(coverage.revenue as decimal(38, 2)) as revenue,
      coverage.customers,
      coverage.known_revenue_share as known,
      coverage.known_revenue = coverage.revenue as all_known,
      (select reporting_currency from conform.setting) as currency,
      exists (select 1 from conform.as_of) as dated
    from report.coverage as coverage`),
  );
  const lines: string[] = [];
  for (const { findings } of models.map(({ model }) => model))
    lines.push(...rowsOf(await engine.query(findings.select)).map(row => findings.say(row)));
  if (!sums || Number(sums.lines) === 0) return [sums?.dated ? 'no orders yet' : undated, ...lines];
  const [orders, customers] = [count(Number(sums.orders), 'order'), count(Number(sums.customers), 'known customer')];
  const revenue = `revenue ${money(Number(sums.revenue))} ${sums.currency}`;
  const part = sums.known === null ? customers : `${shareWords(Number(sums.known))} of it by ${customers}`;
  return [sums.all_known ? `${orders} by ${customers}, ${revenue}` : `${orders}, ${revenue}, ${part}`, ...lines];
}

/** What a person should look into: failing soft checks, softened values by rule, too little data for a model. */
export function warningsOf(checks: CheckResult[], softened: string[], models: ModelFit[]): string[] {
  const soft = checks
    .filter(check => check.severity === 'warn' && !check.passed)
    .map(check => `${check.sentence} (${check.offenders.toLocaleString('en-US')})`);
  const lacking = models.flatMap(({ model, saved }) => model.words(saved.fitted).warnings);
  return [...soft, ...softened, ...lacking];
}

/** What is worth saying about the models: which were not fitted anew, and what each says of itself. */
export function notesOf(models: ModelFit[]): string[] {
  return models.flatMap(({ model, saved, kept }) => [
    ...(kept ? [keptSentence(model, kept)] : []),
    ...model.words(saved.fitted).notes,
  ]);
}

function money(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** How many values were softened, by rule. */
export async function softenedOf(engine: Engine, mappings: StagedMapping[]): Promise<string[]> {
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
    for (const [text, n] of counts) found.push(`${text}: ${count(n, 'record')}`);
  }
  return found;
}

function flagText(flag: string, rules: StagedRule[]): string {
  const rule = rules.find(({ name }) => name === flag);
  const waived = rules.find(({ name }) => `waived_${name}` === flag);
  if (rule) return `${rule.message}${rule.action === 'warn' ? '' : ` (${rule.action})`}`;
  return waived ? `${waived.message} (waived)` : flag;
}
