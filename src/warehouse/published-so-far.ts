import { type Engine, identifier } from '../engine/engine.js';
import { rowsOf } from '../table.js';
import type { Prepared } from './prepare.js';

/** What was published of scores, as it was decided, with until when it held: `decisions.published`, as `score.history` has it. */
export const publishedSelect = `with told as (
  select
    customer_id,
    key as customer_durable_key,
    model,
    generation,
    cast(as_of as date) as as_of,
    score,
    class,
    lead(generation) over (partition by model, customer_id order by cast(generation as integer)) as until_generation,
    lead(cast(as_of as date)) over (partition by model, customer_id order by cast(generation as integer)) as until_as_of
  from decisions.score
  where customer_id is not null
)
select * from told where class is not null`;

export const published = 'decisions.published';
const history = 'score.history';

/**
 * Reads `decisions.published` from the history that stands, which grows by what each night decides, in place of all that was ever decided: a
 * history made by the same select, which nobody but the next one reads. For a warehouse that began as a copy of the standing generation, and
 * in which nothing was made yet.
 */
export async function takeUpPublished(
  engine: Engine,
  { tables, stored, fingerprints }: Pick<Prepared, 'tables' | 'stored' | 'fingerprints'>,
): Promise<void> {
  const readers = tables.filter(one => one.inputs.includes(published));
  const isOurs = readers.every(({ table, origin }) => table === history && origin === 'ours');
  const [before, now] = [stored?.get(history)?.fingerprint, fingerprints.get(history)];
  if (!isOurs || !before || before.own !== now?.own || before.inputs[published] !== now.inputs[published]) return;
  const [found] = rowsOf(await engine.query('select current_database() as database'));
  const standing = identifier(String(found?.database), ...history.split('.'));
  await engine.landSelect(published, `select * from ${standing}`);
}
