import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../package-root.js';
import { bareSelect } from '../plan/bare-select.js';
import { readSql } from '../plan/read-sql.js';
import { connect } from './duckdb-connection.js';
import { SelectReader } from './duckdb-parse.js';
import { keptReading } from './kept-readings.js';

it('what the build has read in our selects is what the engine reads in them', async () => {
  const connection = await connect({});
  onTestFinished(() => connection.close());
  const reader = new SelectReader(connection);
  const ours = await readSql(join(packageRoot, 'sql'), 'ours');
  const texts = ours.map(({ select }) => bareSelect(select));
  // A text with a line more is another one, of which nothing was kept.
  const anew = texts.map(text => `${text}\n`);
  expect(texts.length).toBeGreaterThan(80);
  expect(anew.map(keptReading)).toEqual(texts.map(() => undefined));
  const read = async (text: string) => ({ tables: await reader.inputs(text), places: await reader.places(text) });
  expect(texts.map(keptReading)).toEqual(await Promise.all(anew.map(read)));
});
