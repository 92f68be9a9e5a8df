import { localClock } from '../local-clock.js';
import type { Session } from './session.js';

/** What is to be said of an as-of date that nobody gave and that has come nowhere on earth yet: days to come count as if they had been. */
export function aheadWords({ options, project: { config }, now }: Session, asOf: string | null): string[] {
  if (options.asOf !== undefined || config.as_of !== undefined) return [];
  const { date: today } = localClock(now(), 'Pacific/Kiritimati');
  if (asOf === null || asOf <= today) return [];
  return [
    `all is looked back from ${asOf}, the last day with order lines, and that is yet to come: what is booked up to it counts as if it had been; --as-of, or as_of in the project file, names another day`,
  ];
}
