import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../index.js';
import { runAccount } from './run-account.js';

const night: RunResult = {
  run: 'r1',
  generation: '000001',
  published: true,
  asOf: '2011-12-09',
  landed: 541_909,
  accepted: 541_900,
  quarantined: 9,
  repeats: 0,
  skipped: 0,
  tables: [
    { name: 'dw.fact_order_line', rows: 541_900, status: 'built' },
    { name: 'dw.dim_date', rows: 800, status: 'kept' },
  ],
  checks: { passed: 31, failed: 0, warned: 0 },
  reports: ['reports/latest/index.html'],
  elapsed_ms: 1949,
  warnings: [],
  notes: [],
  findings: ['the top 20 % bring 77 % of revenue\u001b[2J'],
};

describe('the account of a run', () => {
  it('says what was landed, refused, built, checked and found, and where the report lies', () => {
    expect(runAccount(night, ' -p shop')).toBe(`generation 000001 published (run r1)
landed   541,909 records: 541,900 accepted, 9 refused
tables   1 built, 1 kept
checks   31 passed
as of    2011-12-09
elapsed  1.9 s

found
  the top 20 % bring 77 % of revenue␛[2J

reports
  reports/latest/index.html

next
  custometry quarantine list -p shop
  custometry report open -p shop
`);
  });

  it('says of a second run over the same files that nothing is new', () => {
    const again = { ...night, published: false, landed: 0, accepted: 0, quarantined: 0, findings: [], reports: [] };
    expect(runAccount(again).split('\n')[0]).toBe('nothing new; generation 000001 stands');
    expect(runAccount(again)).not.toMatch(/landed|next/);
  });

  it('counts one as one', () => {
    const one = runAccount({ ...night, landed: 1, accepted: 0, quarantined: 0, repeats: 1 });
    expect(one).toContain('landed   1 record: 1 dropped as repeats\n');
  });

  it('names checks that only warn, and the command that shows what they found', () => {
    const warned = runAccount({ ...night, checks: { passed: 30, failed: 0, warned: 1 } }, ' -p shop');
    expect(warned).toContain('30 passed, 1 warned');
    expect(warned).toContain('\n  custometry check -p shop\n');
  });
});
