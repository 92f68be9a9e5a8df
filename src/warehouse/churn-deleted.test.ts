import { expect, it } from 'vitest';
import { starBench } from '../../fixtures/star-bench.js';
import { workbench } from '../../fixtures/workbench.js';

const project = (deletes: string, churn: string) => `
as_of: 2024-12-31
sources:
  lines: { files: lines.csv }
  people: { files: people.csv }
dimensions: { customer: { deletes: ${deletes} } }
entities:
  order_line: [{ source: lines, columns: { order_id: id, ordered_at: day, customer_id: who, net_amount: amount } }]
  customer: [{ source: people, columns: { customer_id: id, status: state, updated_at: told, deleted: away } }]
churn: ${churn}
`;
const lines = 'id,day,who,amount\n1,2024-12-20,kept,5\n';

/** The earlier date is 2024-11-01, its outcome window the 60 days after it. */
const people = `id,state,told,away
kept,active,2024-01-01,
early,active,2024-01-01,
early,,2024-10-01,true
within,active,2024-01-01,
within,,2024-11-15,true
left,active,2024-01-01,
left,closed,2024-11-10,
left,,2024-11-15,true
back,active,2024-01-01,
back,,2024-11-15,true
back,active,2024-12-01,
`;

it('of whom the master has deleted nobody asks whether they leave, nor what they did if they had not left before', async () => {
  for (const deletes of ['close', 'tombstone', 'ignore']) {
    const text = project(deletes, '{ by: attribute, attribute: status, left: [closed], outcome_days: 60 }');
    const bench = workbench(text, { 'lines.csv': lines, 'people.csv': people });
    const star = await starBench(bench.dir, ['feature.churn', 'feature.churn_label']);
    await star.night(new Date(0));
    const now = await star.rows('select customer_id from feature.churn order by 1');
    const labels = await star.rows('select customer_id, outcome from feature.churn_label where place = 1 order by 1');
    bench.close();
    const isHeld = deletes === 'ignore';
    expect(
      now.map(({ customer_id }) => customer_id),
      deletes,
    ).toEqual(isHeld ? ['back', 'early', 'kept', 'within'] : ['back', 'kept']);
    expect(labels, deletes).toEqual([
      { customer_id: 'back', outcome: 'stayed' },
      ...(isHeld ? [{ customer_id: 'early', outcome: 'stayed' }] : []),
      { customer_id: 'kept', outcome: 'stayed' },
      { customer_id: 'left', outcome: 'left' },
      { customer_id: 'within', outcome: isHeld ? 'stayed' : null },
    ]);
  }
});

it('whom the master has deleted is scored by what they bought, and not called', async () => {
  const dayOf = (number: number) => new Date(Date.UTC(2024, 0, 1 + number)).toISOString().slice(0, 10);
  const bought: string[] = [];
  for (let who = 0; who < 60; who++)
    for (let day = who; day < 365; day += who % 3 === 0 ? 75 + who : 9)
      bought.push(`${who}-${day},${dayOf(day)},c${who},5\n`);
  const windows = '{ outcome_days: 60, observation_days: 200, least: 5 }';
  const bench = workbench(project('tombstone', windows), {
    'lines.csv': `id,day,who,amount\n${bought.join('')}`,
    'people.csv': 'id,state,told,away\nc1,,2024-01-01,\nc1,,2024-12-30,true\nc2,,2024-01-01,\nc2,,2025-01-01,true\n',
  });
  await bench.run();
  const uncalled = await bench.rows(
    'select customer_id from score.churn where score is not null and customer_id not in (select customer_id from report.churn_call)',
  );
  const called = await bench.rows(
    'select place, score, revenue, customer_id as id from report.churn_call order by place',
  );
  bench.close();
  expect(uncalled).toEqual([{ customer_id: 'c1' }]);
  expect(called.length).toBeGreaterThan(40);
  expect(called.map(({ place }) => place)).toEqual(called.map((_, at) => at + 1));
  // Without an offer the likeliest to leave are first, of equals those who have brought more.
  const likeliest = called.toSorted(
    (a, b) =>
      Number(b.score) - Number(a.score) ||
      Number(b.revenue) - Number(a.revenue) ||
      (String(a.id) < String(b.id) ? -1 : 1),
  );
  expect(called).toEqual(likeliest);
  expect(new Set(called.map(({ score }) => score)).size).toBeGreaterThan(3);
});
