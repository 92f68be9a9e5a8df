import { expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.js';
import { rightBefore } from './right-before.js';

const rows = `values ('key of a', 'a', 1, 'a is right', 'own of a'), ('key of b', 'b', 0, 'b is right', ''),
  ('early', 'check.early', 1, 'Too early.', 'as then'), ('late', 'check.late', 1, 'Too late.', 'as then'),
  ('wrong', 'check.wrong', 0, 'Wrong.', 'as then'), ('gone', 'check.gone', 1, 'Gone.', 'as then')`;

it('takes the word of the last generation for keys that were right, and for check selects that are the same still', async () => {
  const engine = await openDuckDb({ threads: 1 });
  await engine.replace(
    'meta.check_result',
    `select * from (${rows}) as t (check_name, table_name, passed, sentence, fingerprint)`,
  );
  const now = ['early', 'wrong'].map(name => [`check.${name}`, { own: 'as then' }] as const);
  const fingerprints = new Map([...now, ['check.late', { own: 'another' }], ['a', { own: 'another' }]]);
  expect([...(await rightBefore(engine, fingerprints))]).toEqual(['a is right', 'check.early']);
  // A generation of an earlier program did not say what its check selects were.
  await engine.replace(
    'meta.check_result',
    `select * exclude (fingerprint) from (${rows}) as t (check_name, table_name, passed, sentence, fingerprint)`,
  );
  expect([...(await rightBefore(engine, fingerprints))]).toEqual(['a is right']);
  await engine.close();
});
