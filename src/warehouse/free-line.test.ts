import { expect, it } from 'vitest';
import { starBench } from '../../fixtures/star-bench.js';
import { workbench } from '../../fixtures/workbench.js';

const project = `
currency: EUR
sources:
  lines: { files: lines.csv }
  rates: { files: rates.csv }
entities:
  exchange_rate: [{ source: rates, columns: { rate_date: day, currency: { default: USD }, rate: rate } }]
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: day, customer_id: who, net_amount: amount, cost_amount: cost, currency: currency }
`;

/** A gift of 10 USD at 0.9: the margin of 100 - 60 EUR is 9 EUR less. */
it('what was given away in another currency costs what it costs, on the page too', async () => {
  const bench = workbench(project, {
    'lines.csv': 'id,day,who,amount,cost,currency\n1,2024-03-05,A,100,60,EUR\n1,2024-03-05,A,0,10,USD\n',
    'rates.csv': 'day,rate\n2024-01-01,0.9\n',
  });
  const star = await starBench(bench.dir, ['report.period_margin', 'mart.customer']);
  await star.night(new Date(0));
  const page = await star.rows(
    "select costed_lines, costed_revenue, margin from report.period_margin where period = 'current'",
  );
  const customers = await star.rows('select margin_amount from mart.customer');
  bench.close();
  expect(page).toEqual([{ costed_lines: 2, costed_revenue: 100, margin: 31 }]);
  expect(customers).toEqual([{ margin_amount: 31 }]);
});
