import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cycle } from './cycle.js';
import { differences } from './differences.js';
import { type Stage, stagesIn } from './stages.js';

/* Two of the kills of `npm run kills`. */
describe('a night that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-cycle-'));
  const whole = { isKilled: true, lost: 0, twice: 0, wrong: [] };
  let stages: Stage[];
  beforeAll(async () => {
    stages = await stagesIn(folder, 300, 2);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    [2, 'while it lands, and a landed file is corrupted', 0.4, 'a corrupted landed file'],
    [2, 'at its last steps, and somebody reads', 0.97, 'a reader of the old generation'],
  ] as const)('(night %i) %s, ends as the undisturbed one', async (night, _, share, fault) => {
    const stage = stages[night - 1] as Stage;
    const step = Math.ceil(share * stage.steps);
    expect(await cycle(stage, join(folder, 'work'), { step, fault, moment: 0.5 })).toEqual(whole);
  });
});

it('differences counts what is lacking, what is too much, and copies of a row', () => {
  const wanted = new Map([
    ['a', ['1', '2', '2']],
    ['b', ['1']],
  ]);
  const found = new Map([
    ['a', ['2', '3', '3', '1']],
    ['c', []],
  ]);
  expect(differences(wanted, found)).toEqual({
    lost: 2,
    added: 2,
    tables: 3,
    where: ['a -1 +2', 'b -1 +0', 'c -0 +0'],
  });
  expect(differences(wanted, wanted)).toMatchObject({ lost: 0, added: 0, where: [] });
});
