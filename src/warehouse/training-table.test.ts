import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Model } from '../../models/model.js';
import { segment } from '../../models/segment/index.js';
import { segmentDefaults } from '../../models/segment/options.js';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { trainingTable } from './training-table.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
  await engine.replace(
    'feature.customer',
    `select 'c' as customer_id, date '2024-01-31' as as_of, 5 as recency_days, cast(7 as decimal(18, 4)) as revenue, 'FR' as country`,
  );
});
afterAll(() => engine.close());

const ask = (options: object) => trainingTable(engine, segment as Model, { ...segmentDefaults, ...options });

it('gives what the training asks for', async () => {
  const { rows, columns } = await ask({ columns: ['recency_days'], categories: ['country'] });
  expect([rows, columns.map(one => one.name)]).toEqual([1, ['customer_id', 'recency_days', 'country']]);
});

it.each([
  [{ columns: ['recency_day'] }, 'segment: feature.customer has no column recency_day', 'did you mean recency_days?'],
  [
    { columns: ['zzzzzz'] },
    'segment: feature.customer has no column zzzzzz',
    'it has customer_id, as_of, recency_days',
  ],
  [{ columns: ['country'] }, 'segment: country of feature.customer is no number, but words', 'name another column'],
  [
    { columns: ['recency_days'], categories: ['revenue'] },
    'segment: revenue of feature.customer is no word, but a decimal',
    'name another column',
  ],
  [{ columns: ['revenue', 'revenue'] }, 'segment names revenue twice', 'name it once'],
  [{ columns: ['revenue'], categories: ['revenue'] }, 'segment names revenue twice', 'name it once'],
])('refuses %j with a reason', async (options, message, hint) => {
  await expect(ask(options)).rejects.toMatchObject({ message, hint: expect.stringContaining(hint), code: 2 });
});
