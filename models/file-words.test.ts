import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { rowsOf, type Table } from '../src/table.js';
import { mine } from '../src/warehouse/mine.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-file-words-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// In a warehouse these are the first purchase, pieces, and the plan of the subscription; what they are in a file nobody has told.
const file = join(folder, 'machines.csv');
const plans = ['basic', 'gold'];
const lines = Array.from({ length: 600 }, (_, at) => {
  const isOld = at >= 300 !== (at % 10 === 5);
  return [at, at * 10, isOld ? 40 + (at % 7) : at % 9, plans[Math.floor(at / 100) % 2], isOld ? 'yes' : 'no', 1].join();
});
writeFileSync(file, ['id,tenure_days,quantity,plan,failed,monthly_amount', ...lines].join('\n'));
const ours = /first purchase|pieces|of the subscription|monthly amount/i;

// The lines from 0 to 299 have failed, and those from 300 on have not, less every tenth: the cut lies half way from 2990 to 3000.
it('a column of a tree is called what its file calls it', async () => {
  const told = await mine({
    model: 'tree',
    file,
    columns: { target: 'failed', id: 'id', columns: 'tenure_days,plan' },
    choices: {},
  });
  expect(JSON.stringify(told)).not.toMatch(ours);
  const { tree } = told.answer as { tree: { leaves: { rule: string }[] } };
  expect(tree.leaves.map(({ rule }) => rule)).toEqual(['tenure_days at most 2995', 'tenure_days at least 2996']);
});

it('so it is of churn, and why a row is scored so', async () => {
  const columns = { target: 'failed', id: 'id' };
  const choices = { 'allow-leak': 'quantity' };
  const told = await mine({ model: 'churn', file, columns, choices, who: '7' });
  expect(JSON.stringify(told)).not.toMatch(ours);
  expect(told.definitions).toContain('share: the baseline, everybody at the class share');
  expect(told.row?.reasons.map(({ text }) => text).join()).toMatch(/quantity/);
});

it('so it is of segments: their names, rules, stages and what they are like', async () => {
  const told = await mine({
    model: 'segment',
    file,
    columns: { columns: 'tenure_days,quantity', stage: 'plan', id: 'id' },
    choices: { k: 2 },
  });
  expect(JSON.stringify(told)).not.toMatch(ours);
  const { segments } = Object.fromEntries(told.tables.map(({ name, rows }) => [name, rows]));
  const names = segments?.map(({ segment }) => segment);
  expect(names).toContain('basic: high quantity, high tenure_days');
});

it('so it is of orders and baskets, which have no lines, currency, products or project file', async () => {
  const orders = join(folder, 'orders.csv');
  writeFileSync(orders, 'who,day,sum,what\na,2024-01-01,5,x\na,2024-01-01,7,y\nb,2024-01-09,-1,x\n');
  const ask = (model: string, columns: Record<string, string>) => mine({ model, file: orders, columns, choices: {} });
  const rfm = await ask('rfm', { customer: 'who', date: 'day', amount: 'sum' });
  const basket = await ask('basket', { customer: 'who', item: 'what' });
  expect([...rfm.definitions, ...basket.definitions].join('\n')).not.toMatch(
    /facts|a source|\blines?\b|currency|products?|last fifth|suggest|origin|project/,
  );
  expect(rfm.definitions).toContain('Monetary: sum of the amounts, returns netted.');
  expect(basket.definitions).toContain('basket: the items of the records that are one basket, each once');
});

it('has rows and no customers where they are not parted', async () => {
  const few = join(folder, 'few.csv');
  writeFileSync(few, 'size,kind\n1,a\n1,a\n1,b\n');
  const ask = (columns: Record<string, string>) =>
    mine({ model: 'segment', file: few, columns, choices: {}, withScores: true });
  const [all, staged] = [await ask({ columns: 'size' }), await ask({ columns: 'size', stage: 'kind' })];
  expect(rowsOf(all.scores as Table).map(({ segment }) => segment)).toEqual(['All rows', 'All rows', 'All rows']);
  expect(staged.notes).toContain('segment: a is one segment: 2 rows are too few, or too much alike, to be parted');
  expect(staged.notes).toContain('segment: b is one segment: 1 row cannot be parted');
});
