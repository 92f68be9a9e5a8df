import { count } from '../count.js';
import { localClock } from '../local-clock.js';
import { ourSql } from './our-sql.js';
import type { Session } from './session.js';

/**
 * Makes ready what is needed later and does not follow from what is landed: the clock of the project's zone and numbers in words, which take long to be
 * asked the first time, and the texts of our own selects.
 */
export async function readAhead({ project, now }: Session): Promise<void> {
  localClock(now(), project.config.calendar.time_zone);
  count(0, 'row');
  await ourSql();
}
