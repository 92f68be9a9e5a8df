import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadProject } from '../project/load.js';
import { openState } from '../run/state.js';
import { underWay } from './running.js';
import type { Session } from './session.js';
import { tellFailure } from './tell-failure.js';
import { inTurn } from './turn.js';

let session: Session;
let told: string[];

beforeEach(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'turn-'));
  writeFileSync(join(dir, 'custometry.yaml'), 'sources: { lines: { files: lines.csv } }\n');
  told = [];
  const options = { project: dir, tell: (text: string) => told.push(text) };
  session = { project: await loadProject(dir), state: openState(dir), options, now: () => new Date(0) };
});

afterEach(() => rmSync(session.state.dir, { recursive: true }));

it('a lock that cannot be given back hides neither what was done nor what was wrong', async () => {
  const damage = () => {
    for (const name of readdirSync(session.state.lock)) writeFileSync(join(session.state.lock, name), '{');
  };
  const done = inTurn(session, { run: 'r1' }, async () => {
    damage();
    return 'published';
  });
  await expect(done).resolves.toBe('published');
  expect(told).toEqual([expect.stringMatching(/^warning: the lock is held until this process ends: .*cannot be read/)]);
  rmSync(session.state.lock, { recursive: true });
  const failed = inTurn(session, { run: 'r2' }, async () => {
    damage();
    throw new Error('the disk fails');
  });
  await expect(failed).rejects.toThrow('the disk fails');
});

it('a ledger that cannot be told of a failure does not hide it', () => {
  const running = underWay(session, 'r1');
  mkdirSync(join(session.state.ledger, 'r1.ndjson'));
  expect(() => tellFailure(running, new Error('the disk fails'))).not.toThrow();
  expect(told).toEqual([expect.stringMatching(/^warning: the ledger does not know of it: it is a folder/)]);
});
