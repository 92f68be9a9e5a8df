import type { StagedMapping } from '../../etl/stage/mapping.js';
import { percent } from '../count.js';
import { type Engine, identifier, literal } from '../engine/engine.js';
import type { CheckResult } from '../plan/check.js';
import type { ProjectFile } from '../project/schema.js';
import { rowsOf } from '../table.js';
import type { Account } from './account.js';

type Limit = NonNullable<ProjectFile['limits']['quarantine']>;

/** What the limit is called where nothing was landed, but the rules refuse what they did not before. */
export const anewLimitName = 'limit of records refused anew';

/** The declared thresholds as checks over the given batches (`(source, batch)` pairs): refused records of the run, and each rule that has a limit of its own. */
export async function limitChecks(
  engine: Engine,
  config: ProjectFile,
  mappings: StagedMapping[],
  account: Pick<Account, 'landed' | 'quarantined'> & { isAnew: boolean },
  pairs: string,
): Promise<CheckResult[]> {
  const { isAnew, quarantined, landed } = account;
  const name = isAnew ? anewLimitName : 'limit of refused records';
  const what = isAnew ? 'records refused now that were not before' : 'refused records of the run';
  const ofRun = limitCheck(name, what, config.limits.quarantine, quarantined, landed);
  if (!ofRun.passed) ofRun.sentence += await mostRefused(engine, isAnew ? 'true' : `(source, batch) in (${pairs})`);
  const results = [ofRun];
  for (const mapping of mappings) {
    for (const rule of mapping.rules.filter(one => one.limit)) {
      const counted = async (sql: string) => Number(rowsOf(await engine.query(sql))[0]?.n);
      // A record may break a rule that softens it and be refused for another.
      const softened = rule.action === 'reject' ? 0 : await counted(flaggedBy(mapping, rule.name, pairs));
      const failed = softened + (await counted(refusedOf(mapping, rule.name, pairs)));
      const landed = await counted(landedOf(mapping, pairs));
      const what = `records of ${mapping.entity} that break ${rule.name}`;
      results.push(limitCheck(`limit of ${mapping.entity}.${rule.name}`, what, rule.limit as Limit, failed, landed));
    }
  }
  return results;
}

/** What refused most, by its first message: no value of a record is in it. */
async function mostRefused(engine: Engine, where: string): Promise<string> {
  const rows = rowsOf(
    await engine.query(`select entity, source, min(message) as message, count(distinct (batch, file, row)) as records from stage.quarantine
      where status = 'open' and ${where}
      group by entity, source, rule, column_name order by records desc, entity, source, message limit 3`),
  );
  return rows.map(row => `\n  ${row.records} of ${row.entity} from ${row.source}: ${row.message}`).join('');
}

/** A limit as a check. A share is divided, not multiplied: 29 of 100 are not more than 0.29, but more than 0.29 × 100 of doubles. */
export function limitCheck(name: string, what: string, limit: Limit, failed: number, landed: number): CheckResult {
  const overCount = limit.count !== undefined && failed > limit.count;
  const overShare = limit.share !== undefined && landed > 0 && failed / landed > limit.share;
  const allowed = [
    limit.count !== undefined && `${limit.count}`,
    limit.share !== undefined && `${percent(limit.share)} of ${landed}`,
  ];
  const sentence = `${what}: ${failed}; allowed: ${allowed.filter(Boolean).join(' and ') || 'any number'}`;
  const passed = !overCount && !overShare;
  return {
    name,
    table: 'stage.quarantine',
    severity: 'error',
    passed,
    offenders: passed ? 0 : failed,
    samples: [],
    sentence,
  };
}

function refusedOf(mapping: StagedMapping, rule: string, pairs: string): string {
  const named = `%"rule":${JSON.stringify(rule).replace(/[%_\\]/g, '\\$&')}%`;
  return `select count(*) as n from stage.quarantine where entity = ${literal(mapping.entity)} and mapping = ${mapping.ordinal}
    and failures like ${literal(named)} escape '\\' and status = 'open' and (source, batch) in (${pairs})`;
}

function flaggedBy(mapping: StagedMapping, rule: string, pairs: string): string {
  const named = `%,${rule.replace(/[%_\\]/g, '\\$&')},%`;
  return `select count(*) as n from ${identifier('stage', `${mapping.entity}_record`)} where _mapping = ${mapping.ordinal} and not _is_refused
    and concat(',', _flags, ',') like ${literal(named)} escape '\\' and (${literal(mapping.source)}, _batch) in (${pairs})`;
}

function landedOf(mapping: StagedMapping, pairs: string): string {
  return `select coalesce(sum(landed), 0) as n from stage.account where entity = ${literal(mapping.entity)} and mapping = ${mapping.ordinal} and (source, batch) in (${pairs})`;
}
