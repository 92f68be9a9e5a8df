import { isDelivered } from '../../etl/retried.js';
import { throwAll } from '../../etl/throw-all.js';
import { count } from '../count.js';
import { CliError, exitCode } from '../errors.js';
import { localClock } from '../local-clock.js';
import { manifestsOf, type Session } from './session.js';

/**
 * What is to be said of sources that have delivered nothing new for longer than `expect.fresh` allows, those aside that deliver now.
 * A delivery counts from the day on which it was landed to the date that is looked back from, where one is given, else to today.
 * Throws CliError (source) where one of them is to stop the run.
 */
export function staleWords(session: Session, delivering: ReadonlySet<string> = new Set()): string[] {
  const { config } = session.project;
  const limited = Object.entries(config.sources).filter(([, { expect }]) => expect.fresh);
  if (limited.length === 0) return [];
  const dayOf = (moment: Date) => localClock(moment, config.calendar.time_zone).date;
  const date = session.options.asOf ?? config.as_of ?? dayOf(session.now());
  const delivered = manifestsOf(session).filter(isDelivered);
  const newest = new Map(delivered.map(({ source, landed_at }) => [source, landed_at]));
  const stops: CliError[] = [];
  const warnings: string[] = [];
  for (const [name, { expect }] of limited) {
    const landed = newest.get(name);
    if (!expect.fresh || landed === undefined || delivering.has(name)) continue;
    const day = dayOf(new Date(landed));
    const passed = (Date.parse(date) - Date.parse(day)) / 86_400_000;
    if (passed <= expect.fresh.days) continue;
    const words = `source ${name}: nothing new for ${count(passed, 'day')} up to ${date}, more than ${expect.fresh.days}; its newest delivery was landed on ${day}`;
    if (expect.fresh.action === 'warn') warnings.push(words);
    else
      stops.push(
        new CliError(words, exitCode.source, 'look for the extract, or raise expect.fresh.days of the source'),
      );
  }
  throwAll(stops);
  return warnings;
}
