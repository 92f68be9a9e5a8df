import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { projectSchema } from '../../src/project/schema.js';
import { rowsOf } from '../../src/table.js';
import { settingSelect } from './setting.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});
afterAll(() => engine.close());

async function setting(more: object, asOf?: string): Promise<Record<string, unknown>> {
  const config = projectSchema.parse({ sources: { bank: { files: 'bank.csv' } }, entities: {}, ...more });
  const [row] = rowsOf(await engine.query(settingSelect(config, asOf)));
  return { ...row, as_of: row?.as_of && String(row.as_of) };
}

it('the date that a run is asked for comes before that of the project', async () => {
  expect((await setting({})).as_of).toBeNull();
  expect((await setting({ as_of: '2024-12-31' })).as_of).toBe('2024-12-31');
  expect((await setting({ as_of: '2024-12-31' }, '2024-06-30')).as_of).toBe('2024-06-30');
});

it('payments are there where something tells of them', async () => {
  const columns = { payment_id: 'id', paid_at: 'day', amount: 'amount' };
  const told = [{ source: 'bank', columns }];
  expect((await setting({})).has_payments).toBe(false);
  expect((await setting({ entities: { payment: told } })).has_payments).toBe(true);
});

it('what churn is told by is null where there is none, and attributes count from when they were told where it says so', async () => {
  const churn = async (section: object | undefined) => {
    const { churn_by, churn_gap_days, churn_attributes_when_told } = await setting({ churn: section });
    return [churn_by, churn_gap_days, churn_attributes_when_told];
  };
  expect(await churn(undefined)).toEqual([null, null, false]);
  expect(await churn({ gap_days: 14, outcome_days: 60 })).toEqual(['purchase', 14, false]);
  expect(await churn({ gap_days: 14, outcome_days: 60, attributes: 'told' })).toEqual(['purchase', 14, true]);
});
