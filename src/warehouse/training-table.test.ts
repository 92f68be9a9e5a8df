import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Model } from '../../models/model.js';
import { segment } from '../../models/segment/index.js';
import { segmentDefaults } from '../../models/segment/options.js';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { loadProject } from '../project/load.js';
import { type ModelSettings, settingsOf } from './model-settings.js';
import { refuseColumns } from './refuse-columns.js';
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
  [{ columns: ['revenue', 'revenue'] }, 'segment: revenue is named twice', 'name it once'],
  [{ columns: ['revenue'], categories: ['revenue'] }, 'segment: revenue is named twice', 'name it once'],
  [
    { columns: ['customer_id'] },
    'segment: customer_id of feature.customer says whose row it is, which nothing is learnt from',
    'name another column',
  ],
])('refuses %j with a reason', async (options, message, hint) => {
  await expect(ask(options)).rejects.toMatchObject({ message, hint: expect.stringContaining(hint), code: 2 });
});

it('in a project file all of them are pointed at where they stand', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'custometry-columns-'));
  writeFileSync(
    join(dir, 'custometry.yaml'),
    `sources: { orders: { files: orders.csv } }
segment:
  columns: [recency_day, revenue, revenue]
  categories: [customer_id]
  stages:
    - { name: revenu, when: { revenu: { above: 5 }, country: { is: [FR] } } }
    - { name: Others }
`,
  );
  const project = await loadProject(dir);
  rmSync(dir, { recursive: true });
  const model = segment as Model;
  const { options } = settingsOf(project.config, model) as ModelSettings;
  const refused = trainingTable(engine, model, options, [], refuseColumns(project, model));
  await expect(refused).rejects.toMatchObject({
    code: 3,
    message: [
      'custometry.yaml:3:13  segment.columns[0]: feature.customer has no column recency_day; did you mean recency_days?',
      'custometry.yaml:3:26  segment.columns[1]: revenue is named twice; name it once',
      'custometry.yaml:3:35  segment.columns[2]: revenue is named twice; name it once',
      'custometry.yaml:4:16  segment.categories[0]: customer_id of feature.customer says whose row it is, which nothing is learnt from; name another column',
      'custometry.yaml:6:31  segment.stages[0].when.revenu: feature.customer has no column revenu; did you mean revenue?',
    ].join('\n'),
  });
});
