import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendLedger, type LedgerEvent, newestFirst, readLedger } from './ledger.js';
import { thisProcess } from './process-id.js';
import { ledgerFile, newRun } from './run-id.js';
import { runsOf } from './runs.js';
import { openState, type State } from './state.js';

let state: State;

beforeEach(() => {
  state = openState(mkdtempSync(join(tmpdir(), 'ledger-')));
});

afterEach(() => rmSync(state.dir, { recursive: true }));

const at = (second: number) => new Date(Date.UTC(2011, 11, 9, 2, 0, second)).toISOString();
const write = (...events: LedgerEvent[]) => {
  for (const event of events) appendLedger(state, event);
};
const start = (run: string): LedgerEvent => ({ at: at(0), run, event: 'start', command: 'run' });

describe('newRun', () => {
  it('names a run by its time in UTC, to the millisecond, and the process', () => {
    const run = newRun(state, () => new Date('2011-12-09T02:15:00.123Z'));
    expect(run).toBe(`r20111209T021500123-${process.pid.toString(36)}`);
  });

  it('names two runs of one process apart, even where the clock stands still', () => {
    const now = () => new Date(0);
    const first = newRun(state, now);
    write(start(first));
    const second = newRun(state, now);
    write(start(second));
    expect(new Set([first, second, newRun(state, now)]).size).toBe(3);
  });
});

describe('readLedger', () => {
  it('answers nothing before the first run', () => {
    expect(readLedger(state)).toEqual([]);
  });

  it('answers what was written, run after run; a start also says whose it is', () => {
    const check: LedgerEvent = { at: at(1), run: 'r1', event: 'check', name: 'one "line"\nand a second', passed: true };
    write(start('r2'), start('r1'), check);
    expect(readLedger(state)).toEqual([
      { ...start('r1'), ...thisProcess() },
      check,
      { ...start('r2'), ...thisProcess() },
    ]);
  });

  it('is read from the last run on, where only that is wanted', () => {
    write(start('r2'), start('r1'), start('r3'));
    const [first] = newestFirst(state);
    expect(first).toEqual([{ ...start('r3'), ...thisProcess() }]);
    expect([...newestFirst(state)].flat().map(({ run }) => run)).toEqual(['r3', 'r2', 'r1']);
  });

  it('leaves out what tells of no run', () => {
    write(start('r1'));
    for (const line of ['null', '7', '[]', '{}', '{"run":"r1"}']) appendFileSync(ledgerFile(state, 'r1'), `${line}\n`);
    expect(readLedger(state)).toHaveLength(1);
  });

  it('leaves out a last line cut anywhere, and reads on behind it', () => {
    const table: LedgerEvent = { at: at(2), run: 'r1', event: 'table', name: 'dw.dim_date', rows: 4019 };
    const line = JSON.stringify(table);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: line.length - 1 }), length => {
        rmSync(ledgerFile(state, 'r1'), { force: true });
        write(start('r1'));
        appendFileSync(ledgerFile(state, 'r1'), line.slice(0, length));
        expect(readLedger(state)).toHaveLength(1);
        write(table);
        expect(readLedger(state).slice(1)).toEqual([table]);
      }),
      { numRuns: 40, seed: 8 },
    );
  });
});

describe('runsOf', () => {
  it('tells a run by its end', () => {
    write(
      start('r1'),
      { at: at(1), run: 'r1', event: 'land', rows: 119, refused: 1 },
      { at: at(3), run: 'r1', event: 'publish', generation: '000001' },
      { at: at(4), run: 'r1', event: 'end', landed: 220, accepted: 216, quarantined: 3, skipped: 1, elapsed_ms: 3987 },
    );
    expect(runsOf(readLedger(state))).toEqual([
      {
        run: 'r1',
        command: 'run',
        started: at(0),
        ended: at(4),
        status: 'published',
        generation: '000001',
        landed: 220,
        accepted: 216,
        quarantined: 3,
        repeats: 0,
        skipped: 1,
        elapsed_ms: 3987,
      },
    ]);
  });

  it('knows a failed, an interrupted and an unchanged run', () => {
    write(
      start('r1'),
      { at: at(1), run: 'r1', event: 'fail', error: 'check.key: 2 rows' },
      { at: at(2), run: 'r1', event: 'end' },
      start('r2'),
      { at: at(1), run: 'r2', event: 'end', status: 'interrupted' },
      start('r3'),
      { at: at(1), run: 'r3', event: 'end' },
    );
    const runs = runsOf(readLedger(state));
    expect(runs.map(({ status }) => status)).toEqual(['failed', 'interrupted', 'unchanged']);
    expect(runs.map(({ error }) => error)).toEqual(['check.key: 2 rows', undefined, undefined]);
    expect(runs.map(({ elapsed_ms }) => elapsed_ms)).toEqual([2000, 1000, 1000]);
  });

  it('counts what a run landed that failed or was killed', () => {
    write(
      start('r1'),
      { at: at(1), run: 'r1', event: 'land', source: 'orders', rows: 119, refused: 1 },
      { at: at(1), run: 'r1', event: 'land', source: 'lines', rows: 20, refused: 0 },
      { at: at(2), run: 'r1', event: 'end', status: 'failed' },
      start('r2'),
      { at: at(1), run: 'r2', event: 'land', rows: 7, refused: 0 },
    );
    expect(runsOf(readLedger(state)).map(({ landed }) => landed)).toEqual([140, 7]);
  });

  it('calls a run without an end running while its process lives, and killed when it is gone', () => {
    const gone = { host: hostname(), pid: process.pid, process_started: 'another start' };
    const far = { ...gone, host: 'far.example' };
    const later: LedgerEvent = { at: at(7), run: 'r2', event: 'step' };
    const events = [
      { ...start('r1'), ...thisProcess() },
      { ...start('r2'), ...gone },
      later,
      { ...start('r3'), ...far },
    ];
    expect(runsOf(events).map(({ status }) => status)).toEqual(['running', 'killed', 'running']);
    expect(runsOf(events)[1]).toMatchObject({ elapsed_ms: 7000 });
    expect(runsOf(events)[1]).not.toHaveProperty('ended');
    expect(runsOf(events).map(({ error }) => error)).toEqual([
      undefined,
      undefined,
      'on far.example: whether it runs or was killed there cannot be told from here',
    ]);
  });

  it('takes events without a start for no run', () => {
    expect(runsOf([{ at: at(1), run: 'r1', event: 'notify' }])).toEqual([]);
  });
});
