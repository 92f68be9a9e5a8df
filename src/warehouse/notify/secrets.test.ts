import { afterAll, expect, it } from 'vitest';
import { workbench } from '../../../fixtures/workbench.js';
import { openSession } from '../session.js';
import { secretsOf } from './secrets.js';

const bench = workbench('sources: { lines: { files: lines.csv } }\n');
afterAll(() => bench.close());

it('a secret is hidden whole, also where another is its beginning', async () => {
  const set = { SHORT: 'abc', LONG: 'abcdef' };
  const { fill, hide } = secretsOf(await openSession({ project: bench.dir, set, tell: () => {} }));
  expect([fill(`\${SHORT}`), fill(`\${LONG}`)]).toEqual(['abc', 'abcdef']);
  expect(hide('no such user abcdef, nor abc')).toBe('no such user ***, nor ***');
});
