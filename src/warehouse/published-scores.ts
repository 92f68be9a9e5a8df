import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, literal } from '../engine/engine.js';
import type { Building } from '../run/begin-generation.js';
import { decisionFiles, generationOf, readDecisionFile } from '../run/decisions.js';
import { readPointer } from '../run/generations.js';
import type { State } from '../run/state.js';
import { published, publishedSelect } from './published-so-far.js';

/** What was published of scores, as the next generation finds it. */
interface PublishedScores {
  /** The files of `decisions/score` that count, oldest first. */
  files: string[];
  /** The generation published last; null before the first. */
  after: string | null;
  /** Whether there are files of later generations: of one that a rollback turned away from, or that was killed before it was published. */
  isTurnedAway: boolean;
}

/**
 * Goes back from the generation that stands: every file says after which generation its own came, so what a rollback turned away
 * from, and what never was published, is passed over.
 */
function publishedScores(state: State): PublishedScores {
  const all = decisionFiles(state, 'score').reverse();
  const after = readPointer(state)?.generation ?? (all[0] ? generationOf(all[0]) : null);
  const files: string[] = [];
  let until = Number(after);
  for (const file of all) {
    if (Number(generationOf(file)) > until) continue;
    files.unshift(file);
    until = Number(afterOf(file));
  }
  return { files, after, isTurnedAway: all.some(file => Number(generationOf(file)) > Number(after)) };
}

/** Gives the engine what was published of scores, and the name of the generation that is being made, where one is. */
export async function landScores(engine: Engine, state: State, publication: string[]): Promise<void> {
  const text = 'varchar';
  const { files } = publishedScores(state);
  const score = {
    generation: text,
    as_of: text,
    model: text,
    customer_id: text,
    key: 'integer',
    score: text,
    class: text,
  };
  await engine.landRecords('decisions.score', files, score);
  await engine.landSelect(published, publishedSelect);
  await engine.landRecords('decisions.publication', publication, { generation: text });
}

/** Writes the name of the generation being made beside it, for SQL to read; answers the file. Like all beside it, it goes to the disk when it is published. */
export function writePublication({ folder, id }: Pick<Building, 'folder' | 'id'>): string {
  const file = join(folder, 'publication.ndjson');
  writeFileSync(file, `${JSON.stringify({ generation: id })}\n`, { mode: 0o600 });
  return file;
}

/** Writes what this generation changed of the scores beside it, as NDJSON; answers the file, undefined where there is nothing to say. */
export async function writeNewScores(
  engine: Engine,
  state: State,
  { folder, id }: Pick<Building, 'folder' | 'id'>,
): Promise<string | undefined> {
  const { after, isTurnedAway } = publishedScores(state);
  const file = join(folder, 'scores.ndjson');
  const written = await engine.query(
    `copy (${changes(id, after)} order by model, customer_id) to ${literal(file)} (format json)`,
  );
  if (Number(written.columns[0]?.values[0]) > 0) return file;
  rmSync(file);
  if (!isTurnedAway) return undefined;
  writeFileSync(file, `${JSON.stringify({ generation: id, after })}\n`, { mode: 0o600 });
  return file;
}

/** Who has another score or class since this generation; those who are gone have none. */
function changes(generation: string, after: string | null): string {
  const ours = literal(generation);
  const before = after === null ? 'cast(null as varchar)' : literal(after);
  return `select generation, ${before} as after, as_of, model, customer_id, customer_durable_key as key, score, class
    from score.history where generation = ${ours}
    union all
    select until_generation, ${before}, until_as_of, model, customer_id, customer_durable_key, null, null
    from score.history as ended where until_generation = ${ours} and not exists (
      select 1 from score.history as begun
      where begun.generation = ${ours} and begun.model = ended.model and begun.customer_id = ended.customer_id
    )`;
}

function afterOf(file: string): string | null {
  for (const { after } of readDecisionFile(file)) return (after as string | undefined) ?? null;
  return null;
}
