import { describe, expect, it } from 'vitest';
import { localClock } from '../../local-clock.js';
import type { RunRecord, RunStatus } from '../runs.js';
import { dueAt } from './due.js';
import { nextTimes, type Schedule } from './schedule.js';

const berlin: Schedule = { at: ['30 2 * * *'], time_zone: 'Europe/Berlin', night_of: 'day_before', tries: 3 };
const newYork: Schedule = { ...berlin, time_zone: 'America/New_York' };

function run(started: string, status: RunStatus = 'published', command = 'run'): RunRecord {
  const counts = { landed: 0, accepted: 0, quarantined: 0, repeats: 0, skipped: 0 };
  return { run: 'r', command, started, status, ...counts, elapsed_ms: 1 };
}

const due = (schedule: Schedule, runs: RunRecord[], now: string) => dueAt(schedule, runs, new Date(now));

describe('what is due', () => {
  it('before any run is the last night, and no earlier one', () => {
    expect(due(berlin, [], '2026-01-10T12:00:00Z')).toEqual({
      due: true,
      nights: ['2026-01-09'],
      since: '2026-01-10T01:30:00.000Z',
      failures: 0,
      running: null,
      last: null,
      next: '2026-01-11T01:30:00.000Z',
    });
  });

  it('is nothing after a run that began in the night or later, whether or not it published', () => {
    for (const status of ['published', 'unchanged'] as const)
      expect(due(berlin, [run('2026-01-10T01:30:00.000Z', status)], '2026-01-11T01:29:59.999Z')).toMatchObject({
        due: false,
        nights: [],
        since: null,
      });
  });

  it('is a night from its first moment on', () => {
    const runs = [run('2026-01-10T01:29:59.999Z')];
    expect(due(berlin, runs, '2026-01-10T01:29:59.999Z').due).toBe(false);
    expect(due(berlin, runs, '2026-01-10T01:30:00.000Z')).toMatchObject({ due: true, nights: ['2026-01-09'] });
  });

  it('after a week without power is every night of it, by business date', () => {
    const { nights } = due(berlin, [run('2026-01-10T01:30:04.000Z')], '2026-01-15T09:00:00Z');
    expect(nights).toEqual(['2026-01-10', '2026-01-11', '2026-01-12', '2026-01-13', '2026-01-14']);
  });

  it('is called after its own day where the night says so, and weekends are left out where the pattern does', () => {
    const late: Schedule = { ...berlin, at: ['0 23 * * MON-FRI'], night_of: 'same_day' };
    expect(due(late, [run('2026-01-08T22:00:00.000Z')], '2026-01-13T08:00:00Z').nights).toEqual([
      '2026-01-09',
      '2026-01-12',
    ]);
  });

  it('names a day once, however often the schedule comes within it', () => {
    const often: Schedule = { ...berlin, at: ['*/5 * * * *', '0 13 * * *'], night_of: 'same_day' };
    const { nights } = due(often, [run('2025-01-01T12:00:00.000Z')], '2026-01-01T12:00:00Z');
    expect(nights).toHaveLength(366);
    expect([nights[0], nights.at(-1)]).toEqual(['2025-01-01', '2026-01-01']);
  });

  it('is left alone when the night has failed as often as it may, until the next one begins', () => {
    const good = run('2026-01-09T01:30:01.000Z');
    const failed = ['01:30:01', '02:30:01', '03:30:01'].map(time => run(`2026-01-10T${time}.000Z`, 'failed'));
    const [first, second, third] = failed as [RunRecord, RunRecord, RunRecord];
    expect(due(berlin, [good, first, second], '2026-01-10T03:30:00Z')).toMatchObject({ due: true, failures: 2 });
    expect(due(berlin, [good, first, second, { ...third, status: 'killed' }], '2026-01-10T04:30:00Z')).toMatchObject({
      due: false,
      failures: 3,
      nights: ['2026-01-09'],
    });
    expect(due(berlin, [good, ...failed], '2026-01-11T01:30:00Z')).toMatchObject({
      due: true,
      failures: 0,
      nights: ['2026-01-09', '2026-01-10'],
    });
  });

  it('is left alone while a run of that night goes on, and not for one that began before it', () => {
    const good = run('2026-01-09T01:30:01.000Z');
    const early = run('2026-01-10T01:29:00.000Z', 'running');
    expect(due(berlin, [good, early], '2026-01-10T02:00:00Z')).toMatchObject({ due: true, running: null });
    const going = run('2026-01-10T01:30:00.000Z', 'running');
    expect(due(berlin, [good, going], '2026-01-10T02:00:00Z')).toMatchObject({
      due: false,
      running: 'r',
      nights: ['2026-01-09'],
    });
    expect(due(berlin, [good, going], '2026-01-11T02:00:00Z')).toMatchObject({ due: true, running: null });
  });

  it('is not moved by a run that was interrupted, that was another command, or that is dated in the future', () => {
    const runs = [
      run('2026-01-09T01:30:01.000Z'),
      run('2026-01-10T01:31:00.000Z', 'interrupted'),
      run('2026-01-10T01:33:00.000Z', 'published', 'check'),
      run('2036-01-01T00:00:00.000Z'),
    ];
    expect(due(berlin, runs, '2026-01-10T02:00:00Z')).toMatchObject({ due: true, failures: 0, nights: ['2026-01-09'] });
  });

  it('never comes back for a schedule that has no more times before now', () => {
    const yearly: Schedule = { ...berlin, at: ['0 0 29 2 *'] };
    expect(due(yearly, [run('2024-03-01T00:00:00.000Z')], '2026-01-01T00:00:00Z')).toMatchObject({
      due: false,
      next: '2028-02-28T23:00:00.000Z',
    });
  });
});

/* EU: Directive 2000/84/EC, last Sundays of March and October at 01:00 UTC. US: Energy Policy Act of 2005, second Sunday of March, first of November, 02:00. */
describe('where clocks are changed', () => {
  it.each([
    [
      'Berlin, spring: 02:30 is missing, so the night begins at 03:00',
      berlin,
      '2026-03-27T12:00:00Z',
      ['2026-03-28 02:30 +01:00', '2026-03-29 03:00 +02:00', '2026-03-30 02:30 +02:00'],
    ],
    [
      'Berlin, autumn: 02:30 comes twice, the night begins at the first',
      berlin,
      '2026-10-23T12:00:00Z',
      ['2026-10-24 02:30 +02:00', '2026-10-25 02:30 +02:00', '2026-10-26 02:30 +01:00'],
    ],
    [
      'New York, spring: 02:30 is missing, so the night begins at 03:00',
      newYork,
      '2026-03-06T12:00:00Z',
      ['2026-03-07 02:30 -05:00', '2026-03-08 03:00 -04:00', '2026-03-09 02:30 -04:00'],
    ],
    [
      'New York, autumn: 01:30 comes twice',
      { ...newYork, at: ['30 1 * * *'] },
      '2026-10-30T12:00:00Z',
      ['2026-10-31 01:30 -04:00', '2026-11-01 01:30 -04:00', '2026-11-02 01:30 -05:00'],
    ],
  ] as [string, Schedule, string, string[]][])('%s', (_name, schedule, from, wanted) => {
    const times = nextTimes(schedule, new Date(from), 3);
    const shown = times.map(moment => {
      const { date, time, offset } = localClock(moment, schedule.time_zone);
      return `${date} ${time.slice(0, 5)} ${offset}`;
    });
    expect(shown).toEqual(wanted);
  });

  it.each([
    ['Berlin', berlin, '2026-03-20T12:00:00Z', 20],
    ['Berlin', berlin, '2026-10-15T12:00:00Z', 20],
    ['New York', newYork, '2026-03-01T12:00:00Z', 20],
    ['New York', { ...newYork, at: ['30 1 * * *'] }, '2026-10-25T12:00:00Z', 20],
  ] as [string, Schedule, string, number][])(
    'in %s, looked at every quarter of an hour for weeks, each night is due once and named once',
    (_name, schedule, from, days) => {
      let runs = [run(from)];
      const named: string[] = [];
      const begin = Date.parse(from);
      for (let time = begin; time < begin + days * 86_400_000; time += 900_000) {
        const { due: isDue, nights } = dueAt(schedule, runs, new Date(time));
        if (!isDue) continue;
        named.push(...nights);
        runs = [run(new Date(time + 5000).toISOString())];
      }
      const first = Date.parse(from.slice(0, 10));
      const wanted = Array.from({ length: days }, (_, day) =>
        new Date(first + day * 86_400_000).toISOString().slice(0, 10),
      );
      expect(named).toEqual(wanted);
    },
  );

  it('a machine that slept over the change finds each night of it once', () => {
    expect(due(berlin, [run('2026-03-28T01:30:01.000Z')], '2026-03-30T10:00:00Z').nights).toEqual([
      '2026-03-28',
      '2026-03-29',
    ]);
    expect(due(newYork, [run('2026-10-31T06:30:01.000Z')], '2026-11-02T12:00:00Z').nights).toEqual([
      '2026-10-31',
      '2026-11-01',
    ]);
  });

  it('a night of the day before is called after it also when midnight itself is left out', () => {
    const santiago: Schedule = { ...berlin, at: ['0 0 * * *'], time_zone: 'America/Santiago' };
    expect(due(santiago, [run('2026-09-05T04:00:01.000Z')], '2026-09-07T12:00:00Z').nights).toEqual([
      '2026-09-05',
      '2026-09-06',
    ]);
  });
});
