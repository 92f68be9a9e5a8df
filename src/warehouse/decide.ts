import { join } from 'node:path';
import { type Engine, literal } from '../engine/engine.js';
import { appendDecision } from '../run/append-decision.js';
import type { Building } from '../run/begin-generation.js';
import { readDecisions } from '../run/decisions.js';
import type { State } from '../run/state.js';
import type { FittedModels } from './fit.js';

/** Writes the keys that this generation issued beside it, as NDJSON; answers the file. */
export async function writeNewKeys(engine: Engine, building: Building): Promise<string> {
  const file = join(building.folder, 'keys.ndjson');
  await engine.query(`copy (
    select distinct member.dimension, member.natural_source as source, member.source_id as id, member.member_key as key
    from conform.member as member
    left join decisions.key as issued
      on issued.dimension = member.dimension and issued.source = member.natural_source and issued.id = member.source_id
    where issued.key is null
    order by 1, 4
  ) to ${literal(file)} (format json)`);
  return file;
}

/** Appends what this generation decided: the keys it issued, and each model that differs from the one published last. */
export function decide(state: State, generation: string, keys: string, models: FittedModels | undefined): void {
  appendDecision(state, 'key', generation, { file: keys });
  const last = new Map<unknown, string>();
  for (const one of readDecisions(state, 'model')) last.set(one.model, JSON.stringify(one));
  const changed = (models?.saved ?? []).map(({ text }) => JSON.parse(text) as Record<string, unknown>);
  appendDecision(
    state,
    'model',
    generation,
    changed.filter(one => last.get(one.model) !== JSON.stringify(one)),
  );
}
