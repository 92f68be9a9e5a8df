import type { Landed } from '../../etl/manifest.js';
import type { Decided } from '../../etl/stage.js';
import { type Engine, literal } from '../engine/engine.js';
import { decisionFiles } from '../run/decisions.js';
import type { State } from '../run/state.js';
import { landScores } from './published-scores.js';
import { type QuarantineDecision, quarantineDecisions } from './quarantine-decision.js';
import { standingDecisions } from './standing-decisions.js';

/** What was decided about refused records, as the stage needs it, and the retries that do not count. */
export function decidedOf(state: State, landed: Landed): Decided & { unlanded: QuarantineDecision[] } {
  const all = quarantineDecisions(state);
  const decisions = standingDecisions(all, landed);
  const holds = new Set(decisions);
  const unlanded = all.filter(one => one.action === 'retry' && !holds.has(one));
  const waivers = decisions.filter(one => one.action === 'waive');
  const retried = new Set(decisions.filter(one => one.action === 'retry').map(({ source }) => source));
  return { waivers, isSettled: waivers.length < decisions.length, retried, unlanded };
}

/** Gives the engine the decisions that selects read, as session tables, without the retries that do not count; `publication` are files that name the generation being made, if any. */
export async function landDecisions(
  engine: Engine,
  state: State,
  unlanded: QuarantineDecision[] = [],
  publication: string[] = [],
): Promise<void> {
  const text = 'varchar';
  const key = { dimension: text, source: text, id: text, valid_from: text, key: 'integer' };
  const place = { source: text, batch: text, file: text, row: 'integer', rule: text };
  const quarantine = { action: text, ...place, landed_as: text };
  await engine.landRecords('decisions.key', decisionFiles(state, 'key'), key);
  await engine.landRecords('decisions.quarantine', decisionFiles(state, 'quarantine'), quarantine, without(unlanded));
  await landScores(engine, state, publication);
}

function without(unlanded: QuarantineDecision[]): string | undefined {
  if (unlanded.length === 0) return undefined;
  const files = unlanded.map(({ source, landed_as = '' }) => `(${literal(source)}, ${literal(landed_as)})`);
  return `(source, coalesce(landed_as, '')) not in (${[...new Set(files)].join(', ')})`;
}
