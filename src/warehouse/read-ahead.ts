import { count } from '../count.js';
import type { Engine } from '../engine/engine.js';
import { localClock } from '../local-clock.js';
import { ourSql } from './our-sql.js';
import type { Session } from './session.js';

/**
 * Makes ready what is needed later and does not follow from what is landed: the clock of the project's zone and numbers in words, which take long to be
 * asked the first time, and our own selects, which the engine takes apart: where `isFirst` all of them, else those that are asked for every night. What they
 * read is remembered by their text. Throws QueryError.
 */
export async function readAhead(engine: Engine, { project, now }: Session, isFirst: boolean): Promise<void> {
  localClock(now(), project.config.calendar.time_zone);
  count(0, 'row');
  const ours = await ourSql();
  const asked = isFirst ? ours : ours.filter(({ table, parts }) => table.startsWith('check.') || parts);
  await Promise.all(asked.map(({ select }) => engine.inputs(select)));
}
