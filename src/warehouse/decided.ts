import type { Decided } from '../../etl/stage.js';
import type { Engine } from '../engine/engine.js';
import { decisionFiles } from '../run/decisions.js';
import type { State } from '../run/state.js';
import { landScores } from './published-scores.js';
import { quarantineDecisions } from './quarantine-decision.js';
import { standingDecisions } from './standing-decisions.js';

/** What was decided about refused records, as the stage needs it. */
export function decidedOf(state: State): Decided {
  const decisions = standingDecisions(quarantineDecisions(state));
  const waivers = decisions.filter(one => one.action === 'waive');
  const retried = new Set(decisions.filter(one => one.action === 'retry').map(({ source }) => source));
  return { waivers, isSettled: waivers.length < decisions.length, retried };
}

/** Gives the engine the decisions that selects read, as session tables; `publication` are files that name the generation being made, if any. */
export async function landDecisions(engine: Engine, state: State, publication: string[] = []): Promise<void> {
  const text = 'varchar';
  const key = { dimension: text, source: text, id: text, valid_from: text, key: 'integer' };
  const quarantine = { action: text, source: text, batch: text, file: text, row: 'integer', rule: text };
  await engine.landRecords('decisions.key', decisionFiles(state, 'key'), key);
  await engine.landRecords('decisions.quarantine', decisionFiles(state, 'quarantine'), quarantine);
  await landScores(engine, state, publication);
}
