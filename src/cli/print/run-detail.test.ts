import { expect, it } from 'vitest';
import { runDetailText } from './run-detail.js';

it('tells an error of several lines in lines, without signs that steer the terminal', () => {
  const run = {
    ...{ run: 'r1', command: 'run', status: 'failed' as const, started: '2026-03-28T02:00:00.000Z', elapsed_ms: 2500 },
    error: '1 of 3 checks failed\nmissing_rate: 2 offenders\u001b[2J',
  };
  const text = runDetailText({
    run,
    landed: [],
    steps: [],
    tables: [],
    offended: [],
    warnings: [],
    checks: {},
  } as never);
  expect(text).toBe(`run      r1 (run), failed
started  2026-03-28T02:00:00.000Z
elapsed  2.5 s

error
  1 of 3 checks failed
  missing_rate: 2 offenders␛[2J
`);
});
