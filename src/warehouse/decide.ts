import { join } from 'node:path';
import { type Engine, literal } from '../engine/engine.js';
import type { BuiltTable } from '../plan/make-table.js';
import { appendDecision } from '../run/append-decision.js';
import type { Building } from '../run/begin-generation.js';
import { decisionFiles, readDecisionFile } from '../run/decisions.js';
import type { State } from '../run/state.js';
import type { ModelFit } from './fit.js';

/** Writes the keys that this generation issued beside it, as NDJSON; answers the file, none where it has those of the one before. */
export async function writeNewKeys(
  engine: Engine,
  building: Pick<Building, 'folder' | 'resumed'>,
  tables: readonly Pick<BuiltTable, 'name' | 'status'>[],
): Promise<string | undefined> {
  const isKept = tables.some(({ name, status }) => name === 'conform.version_key' && status === 'kept');
  if (isKept && !building.resumed) return undefined;
  const file = join(building.folder, 'keys.ndjson');
  await engine.query(`copy (
    select
      version.dimension,
      version.natural_source as source,
      version.source_id as id,
      case when version.valid_from > timestamp '1800-01-01' then strftime(version.valid_from, '%Y-%m-%d %H:%M:%S.%g') end as valid_from,
      version.version_key as key
    from conform.version_key as version
    left join decisions.key as issued
      on issued.dimension = version.dimension and issued.source = version.natural_source and issued.id = version.source_id
      and coalesce(cast(issued.valid_from as timestamp), timestamp '1800-01-01') = version.valid_from
    where issued.key is null
    order by 1, 5
  ) to ${literal(file)} (format json)`);
  return file;
}

/** Appends what this generation decided: the keys it issued, the scores that it changed, and each model that differs from the one published last. */
export function decide(
  state: State,
  generation: string,
  { keys, scores, models }: { keys: string | undefined; scores: string | undefined; models: Pick<ModelFit, 'saved'>[] },
): void {
  if (keys) appendDecision(state, 'key', generation, { file: keys });
  if (scores) appendDecision(state, 'score', generation, { file: scores });
  const fitted = models.map(({ saved }) => saved).filter(({ asOf }) => asOf !== null);
  const last = lastDecided(state, new Set(fitted.map(({ model }) => model)));
  appendDecision(
    state,
    'model',
    generation,
    fitted.filter(one => last.get(one.model) !== JSON.stringify(one)),
  );
}

/** What was decided last of each of these models, as text; the newest files are read, as far back as there is need. */
function lastDecided(state: State, models: ReadonlySet<unknown>): Map<unknown, string> {
  const last = new Map<unknown, string>();
  for (const file of decisionFiles(state, 'model').reverse()) {
    if (last.size === models.size) break;
    for (const one of [...readDecisionFile(file)].reverse())
      if (models.has(one.model) && !last.has(one.model)) last.set(one.model, JSON.stringify(one));
  }
  return last;
}
