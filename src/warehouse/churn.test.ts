import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { starBench } from '../../fixtures/star-bench.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { stabilityIndex } from '../stats/stability-index.js';

const project = (churn: string, more = '') => `
as_of: 2024-12-31
sources:
  lines: { files: lines.csv }${more}
entities:
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, quantity: n, unit_price: price }
churn: ${churn}
`;
const windows = '{ outcome_days: 60, observation_days: 120, least: 10, offer: { cost: 0.05, success_rate: 0.5 } }';

const dayOf = (number: number) => new Date(Date.UTC(2024, 0, 1 + number)).toISOString().slice(0, 10);
const header = 'id,day,who,what,n,price\n';

/** 200 customers: every third buys every 70 to 149 days, the others every ten days or so. */
const orders = (until = 365): string => {
  const lines: string[] = [];
  for (let who = 0; who < 200; who++) {
    const gap = who % 3 === 0 ? 70 + ((who * 7) % 80) : 9 + (who % 5);
    for (let day = who % 20; day < until; day += gap)
      lines.push(`${who}-${day},${dayOf(day)},c${who},p${who % 7},1,${5 + (who % 11)}`);
  }
  return lines.map(line => `${line}\n`).join('');
};

/** After the earlier date, and after the later one: what nobody could know on them. */
const future = `x1,2024-10-03,c1,p1,1,99999\nx2,2024-12-30,c2,p1,1,99999\n`;

const features = `select * exclude (_target, _row) from feature.churn_example where as_of = date '2024-09-02' order by customer_id`;

describe('churn by purchases', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = workbench(project(windows), { 'lines.csv': header + orders() });
    await bench.run();
  });
  afterAll(() => bench.close());

  it('looks from the as-of date and two earlier ones, each with a window that is over', async () => {
    expect(
      await bench.rows('select place, as_of, outcome_from, outcome_to from feature.churn_date order by place'),
    ).toEqual([
      { place: 0, as_of: '2024-12-31', outcome_from: '2025-01-01', outcome_to: '2025-03-01' },
      { place: 1, as_of: '2024-11-01', outcome_from: '2024-11-02', outcome_to: '2024-12-31' },
      { place: 2, as_of: '2024-09-02', outcome_from: '2024-09-03', outcome_to: '2024-11-01' },
    ]);
  });

  it('labels by the purchases of the window, as plain SQL counts them', async () => {
    const recounted = `select label.customer_id, label.as_of, label.outcome, count(line.ordered_at) as purchases
      from feature.churn_label as label
      left join dw.fact_order_line as line on line.customer_durable_key = label.customer_durable_key
        and cast(line.ordered_at as date) between label.outcome_from and label.outcome_to
      group by all`;
    const wrong = await bench.rows(`select * from (${recounted}) where (purchases = 0) <> (outcome = 'left')`);
    const [counts] = await bench.rows(
      "select count(*) as n, count_if(outcome = 'left') as gone from feature.churn_label",
    );
    expect(wrong).toEqual([]);
    expect(Number(counts?.n)).toBeGreaterThan(300);
    expect(Number(counts?.gone)).toBeGreaterThan(40);
    const { audit = [] } = await (await bench.open()).explain('churn');
    const [told, ten, gaps] = audit.map(({ rows }) => rows);
    expect(told?.reduce((sum, row) => sum + Number(row.gone), 0)).toBe(Number(counts?.gone));
    expect(ten?.map(({ outcome }) => outcome)).toEqual([...Array(5).fill('left'), ...Array(5).fill('stayed')]);
    // A gap of ten is the least that so many tenths of all gaps do not pass, as the nearest-rank quantile is.
    const days = `(select distinct customer_durable_key as who, cast(ordered_at as date) as day from dw.fact_order_line)`;
    const quantiles =
      await bench.rows(`select quantile_disc(gap, 0.5) as "5", quantile_disc(gap, 0.9) as "9", max(gap) as "10"
      from (select day - lag(day) over (partition by who order by day) as gap from ${days})`);
    const told10 = gaps?.map(row => [String(row.of_ten), Number(row.at_most_days)] as const) ?? [];
    expect(Object.fromEntries(told10)).toMatchObject(quantiles[0] ?? { '5': 'nothing' });
    expect(told10).toHaveLength(10);
  });

  it('knows nothing of what comes after a date: planted orders change no feature', async () => {
    const before = await bench.rows(features);
    expect(before.length).toBeGreaterThan(100);
    const other = workbench(project(windows), { 'lines.csv': header + orders() + future });
    try {
      const star = await starBench(other.dir, ['feature.churn_example', 'feature.churn']);
      await star.night(new Date(0));
      expect(await star.rows(features)).toEqual(before);
      const now = 'select customer_id, revenue from feature.churn where revenue > 90000 order by customer_id';
      expect((await star.rows(now)).map(row => row.customer_id)).toEqual(['c1', 'c2']);
    } finally {
      other.close();
    }
  });

  it('scores who can leave, with a reason, judged on the later date, in the report and its list', async () => {
    const [chosen] = await bench.rows('select model, auc from score.churn_leaderboard where is_chosen = 1');
    expect(Number(chosen?.auc)).toBeGreaterThan(0.6);
    const scored = await bench.rows(
      'select count(*) as n, count(score) as scores, count(reason_1) as reasons from score.churn',
    );
    const [active] = await bench.rows('select count(*) as n from feature.churn');
    expect(scored[0]).toMatchObject({ n: active?.n, scores: active?.n });
    expect(Number(scored[0]?.reasons)).toBeGreaterThan(20);
    const reports = join(bench.dir, 'reports', 'latest');
    const page = readFileSync(join(reports, 'report.html'), 'utf8');
    for (const heading of ['Ten of those labels', 'The head of the call list', 'What calling brings'])
      expect(page.includes(heading), heading).toBe(true);
    expect(readFileSync(join(reports, 'customers-by-segment.csv'), 'utf8')).toMatch(
      /^[^\n]*churn_score,churn_class,churn_reason_1/,
    );
  });

  it('has tenths of everybody by their scores, which the cubes ask by', async () => {
    const scored = await bench.rows(`select customer_id, score, decile, revenue from score.churn
      join score.churn_decile using (customer_id) join mart.customer using (customer_id)`);
    expect(scored).toHaveLength(Number((await bench.rows('select count(*) as n from score.churn'))[0]?.n));
    const revenues = new Map<unknown, number>();
    for (const { score, decile, revenue } of scored) {
      const above = scored.filter(other => Number(other.score) > Number(score)).length;
      expect(decile).toBe(1 + Math.floor((above * 10) / scored.length));
      revenues.set(decile, (revenues.get(decile) ?? 0) + Number(revenue));
    }
    expect(revenues.size).toBeGreaterThan(3);
    const asked = { rows: ['customer.churn_decile'], measures: ['revenue'], totals: 'none' as const };
    for (const name of ['sales', 'customers']) {
      const { rows } = await (await bench.open()).cube(name).query(asked);
      const found = rows.filter(row => row['customer.churn_decile'] !== null);
      expect(new Map(found.map(row => [row['customer.churn_decile'], Number(row.revenue)])), name).toEqual(revenues);
    }
  });

  it('calls those only whose call brings more than it costs, as their score and revenue say', async () => {
    const worth = 'score * 0.5e0 * cast(feature.revenue as double) - 0.05e0';
    const [counted] = await bench.rows(`select count(*) as n, count_if(${worth} > 0) as called
      from score.churn join feature.churn as feature using (customer_id)`);
    const calls = await bench.rows('select expected_profit as profit from report.churn_call order by place');
    expect(calls).toHaveLength(Number(counted?.called));
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.length).toBeLessThan(Number(counted?.n));
    const profits = calls.map(({ profit }) => Number(profit));
    expect(profits).toEqual(profits.toSorted((a, b) => b - a));
    const [best] = await bench.rows('select called, expected from score.churn_profit where is_best = 1');
    expect(Number(best?.expected)).toBeGreaterThan(0);
  });

  it('says how far customers have moved since the fit: the stability index of counts by hand', async () => {
    const warehouse = await bench.open();
    const { published, fitted } = await warehouse.fit('churn');
    expect(published?.drift).toBe(0);
    const { spreads } = fitted as { spreads: { column: string; cuts: number[]; counts: number[] }[] };
    const { cuts, counts } = spreads.find(({ column }) => column === 'recency_days') as (typeof spreads)[number];
    const now = counts.map(() => 0);
    for (const { recency_days: days } of await bench.rows('select recency_days from feature.churn')) {
      const at = cuts.findIndex(cut => Number(days) <= cut);
      const bin = at < 0 ? cuts.length : at;
      now[bin] = (now[bin] as number) + 1;
    }
    const drifts = await bench.rows('select * from score.churn_drift order by place');
    expect(drifts[0]).toMatchObject({ kind: 'score', column_name: 'score' });
    const own = drifts.find(row => row.column_name === 'recency_days');
    expect(Number(own?.stability_index)).toBeCloseTo(stabilityIndex(counts, now), 6);
    expect(drifts.some(row => Number(row.stability_index) > 0)).toBe(true);
  });

  it('tells how a customer would score with other values, before and after, each with its reasons', async () => {
    const warehouse = await bench.open();
    const [first] = await bench.rows(
      'select customer_id, score from score.churn order by score desc, customer_id limit 1',
    );
    const who = String(first?.customer_id);
    const { whatIf } = await warehouse.explain('churn', who, { recency_days: '1', recency_gap_ratio: '' });
    expect(whatIf?.changes.map(({ column, to }) => [column, to])).toEqual([
      ['recency_days', 1],
      ['recency_gap_ratio', null],
    ]);
    expect(Number(whatIf?.before.score)).toBe(Number(first?.score));
    expect(whatIf?.after.score).not.toBe(whatIf?.before.score);
    const sum = whatIf?.reasons.reduce((total, { contribution = 0 }) => total + contribution, 0);
    expect(sum).toBeCloseTo(Number(whatIf?.after.score), 6);
    const same = await warehouse.explain('churn', who, { recency_days: String(whatIf?.changes[0]?.from) });
    expect(same.whatIf?.after).toEqual(same.whatIf?.before);
  });

  it('says in words which value none can have', async () => {
    const ask = async (changes: Record<string, string>, who?: string) =>
      (await bench.open()).explain('churn', who ?? 'c1', changes).catch(error => [error.message, error.hint]);
    expect(await ask({ recency_day: '1' })).toEqual(['churn does not read recency_day', 'did you mean recency_days?']);
    expect(await ask({ recency_days: 'soon' })).toEqual(['soon is no value of recency_days', 'it is integer']);
    await expect((await bench.open()).explain('churn', undefined, { recency_days: '1' })).rejects.toMatchObject({
      message: '--what-if is asked of one customer',
    });
  });

  it('holds the fit of the next days against the one that stands, and says who scores', async () => {
    const text = project(windows).replace('2024-12-31', '2025-01-03');
    bench.write('custometry.yaml', text);
    const { findings } = await bench.run();
    const both = await bench.rows('select * from score.churn_contest order by role');
    expect(both.map(({ role, learnt_to, judged_on }) => [role, learnt_to, judged_on])).toEqual([
      ['challenger', '2024-09-05', '2024-11-04'],
      ['champion', '2024-09-02', '2024-11-04'],
    ]);
    const [young, old] = both.map(({ auc }) => Number(auc)) as [number, number];
    expect(both.map(({ scores }) => scores)).toEqual(young < old - 0.003 ? [0, 1] : [1, 0]);
    expect(findings.some(one => one.includes('it stays'))).toBe(young < old - 0.003);
    const page = readFileSync(join(bench.dir, 'reports', 'latest', 'report.html'), 'utf8');
    expect(page).toContain('The fit that stood, and the new one');
  });
});

describe('churn by subscriptions', () => {
  it('is an end of the last one within the window; an end before it does not count', async () => {
    const more = `
  plans: { files: plans.csv }`;
    const entity = `
  subscription:
    - source: plans
      columns: { subscription_id: id, customer_id: who, plan: plan, started_on: from, ended_on: to, monthly_amount: fee }
churn:`;
    const text = project('{ by: subscription, outcome_days: 60, gap_days: 14 }', more).replace('\nchurn:', entity);
    const plans = `id,who,plan,from,to,fee
1,c1,gold,2024-01-01,,9
2,c2,gold,2024-01-01,2024-11-20,9
3,c3,basic,2024-01-01,2024-10-25,5
4,c4,basic,2024-01-01,2024-11-20,5
5,c4,gold,2024-11-20,,9
6,c5,gold,2024-01-01,2024-06-01,9
`;
    const bench = workbench(text, { 'lines.csv': header + orders(30), 'plans.csv': plans });
    await bench.run();
    const labels = await bench.rows(
      "select customer_id, outcome, outcome_on from feature.churn_label where as_of = date '2024-10-18' order by customer_id",
    );
    const scored = await bench.rows('select customer_id, class from score.churn order by customer_id');
    bench.close();
    expect(labels).toEqual([
      { customer_id: 'c1', outcome: 'stayed', outcome_on: null },
      { customer_id: 'c2', outcome: 'left', outcome_on: '2024-11-20' },
      { customer_id: 'c3', outcome: null, outcome_on: '2024-10-25' },
      { customer_id: 'c4', outcome: 'stayed', outcome_on: null },
    ]);
    expect(scored).toEqual(['c1', 'c4'].map(customer_id => ({ customer_id, class: 'unscored' })));
  });
});

describe('features of churn', () => {
  it('have subscriptions whatever leaving is, and nought where nothing was bought or runs', async () => {
    const more = `
  people: { files: people.csv }
  plans: { files: plans.csv }`;
    const entities = `
  customer:
    - { source: people, columns: { customer_id: id, closed_on: { from: closed, type: date }, updated_at: told } }
  subscription:
    - source: plans
      columns: { subscription_id: id, customer_id: who, plan: plan, started_on: from, ended_on: to, monthly_amount: fee }
churn:`;
    const text = project('{ by: attribute, attribute: closed_on, outcome_days: 60 }', more);
    const bench = workbench(text.replace('\nchurn:', entities), {
      'lines.csv': `${header}1,2024-12-20,Ann,tea,2,5\n2,2024-12-21,Bob,tea,-1,5\n`,
      'people.csv': 'id,closed,told\nAnn,,2024-01-01\nBob,,2024-01-01\nCy,,2024-01-01\n',
      'plans.csv':
        'id,who,plan,from,to,fee\n1,Ann,gold,2024-12-01,,9\n2,Ann,basic,2024-06-01,2024-11-30,5\n3,Cy,basic,2024-12-11,,\n',
    });
    const star = await starBench(bench.dir, ['feature.churn', 'feature.churn_label']);
    await star.night(new Date(0));
    const found = await star.rows(
      `select customer_id, purchase_days, sale_orders, revenue, subscriptions, monthly_amount, subscribed_days, plan
        from feature.churn order by 1`,
    );
    const labels = await star.rows('select customer_id, outcome from feature.churn_label where place = 1 order by 1');
    bench.close();
    const none = { purchase_days: 0, sale_orders: 0, revenue: 0 };
    const nothing = { subscriptions: 0, monthly_amount: 0, subscribed_days: null, plan: null };
    expect(found).toEqual([
      {
        ...{ customer_id: 'Ann', purchase_days: 1, sale_orders: 1, revenue: 10 },
        ...{ subscriptions: 1, monthly_amount: 9, subscribed_days: 30, plan: 'gold' },
      },
      { customer_id: 'Bob', ...none, revenue: -5, ...nothing },
      { customer_id: 'Cy', ...none, subscriptions: 1, monthly_amount: null, subscribed_days: 20, plan: 'basic' },
    ]);
    expect(labels).toEqual(['Ann', 'Bob', 'Cy'].map(customer_id => ({ customer_id, outcome: 'stayed' })));
  });
});

describe('churn by the master record', () => {
  const entity = `
  customer:
    - source: people
      columns: { customer_id: id, country: land, registered_on: since, updated_at: told, status: state, closed_on: { from: closed, type: date } }
churn:`;
  const people = `id,land,since,told,state,closed
c1,FI,2024-01-01,2024-01-01,active,
c2,FI,2024-01-01,2024-01-01,active,2024-11-20
c2,FI,2024-01-01,2024-11-20,closed,2024-11-20
c2,SE,2024-01-01,2024-12-01,closed,2024-11-20
c3,FI,2024-01-01,2024-01-01,active,2024-10-25
c3,FI,2024-01-01,2024-10-25,closed,2024-10-25
c4,FI,2024-01-01,2024-01-01,active,
c4,FI,2024-01-01,2024-11-05,closed,
c4,FI,2024-01-01,2024-12-05,active,
c5,FI,2024-01-01,2024-06-01,active,2024-06-10
c5,FI,2024-01-01,2024-06-10,closed,2024-06-10
c6,FI,2024-12-01,2024-12-01,active,
c7,DE,2024-01-01,2024-12-01,active,
`;
  const labels = async (churn: string) => {
    const more = `
  people: { files: people.csv }`;
    const text = project(`{ by: attribute, outcome_days: 60, gap_days: 14, ${churn} }`, more);
    const bench = workbench(text.replace('\nchurn:', entity), {
      'lines.csv': `${header}1,2024-12-20,c1,p1,1,5\n`,
      'people.csv': people,
    });
    const star = await starBench(bench.dir, ['feature.churn', 'feature.churn_label', 'feature.churn_customer']);
    await star.night(new Date(0));
    const found = await star.rows(
      "select customer_id, outcome, outcome_on from feature.churn_label where as_of = date '2024-10-18' order by customer_id",
    );
    const now = await star.rows('select customer_id from feature.churn order by customer_id');
    // The record of c2 that says SE is dated after both earlier dates.
    const countries = await star.rows(
      "select place, country from feature.churn_customer where customer_id = 'c2' order by place",
    );
    expect(countries.map(({ country }) => country)).toEqual(['FI', 'FI']);
    // What c7 is was told between the earlier dates and the last one.
    const late = await star.rows(
      "select country from feature.churn_customer where customer_id = 'c7' order by place desc",
    );
    bench.close();
    return { found, late: late.map(({ country }) => country), now: now.map(({ customer_id }) => customer_id) };
  };

  const told = {
    found: [
      { customer_id: 'c1', outcome: 'stayed', outcome_on: null },
      { customer_id: 'c2', outcome: 'left', outcome_on: '2024-11-20' },
      { customer_id: 'c3', outcome: null, outcome_on: '2024-10-25' },
      { customer_id: 'c4', outcome: 'stayed', outcome_on: null },
      { customer_id: 'c7', outcome: 'stayed', outcome_on: null },
    ],
    late: ['DE', 'DE', 'DE'],
    now: ['c1', 'c4', 'c6', 'c7'],
  };

  it('is a word that it takes within the window and still has at its end, on the day of the change', async () => {
    expect(await labels('attribute: status, left: [closed]')).toEqual(told);
  });

  it('is not undone where the record of who left is taken away', async () => {
    const more = `
  people: { files: people.csv }`;
    const departed = async (churn: string, deletes: string) => {
      const text = `${project(`{ by: attribute, ${churn} }`, more)}dimensions: { customer: { deletes: ${deletes} } }\n`;
      const bench = workbench(text.replace('\nchurn:', entity.replace('id: id', 'id: id, deleted: away')), {
        'lines.csv': `${header}1,2024-12-20,c1,p1,1,5\n`,
        'people.csv': `id,land,since,told,state,closed,away
c1,FI,2024-01-01,2024-01-01,active,,
c2,FI,2024-01-01,2024-01-01,active,,
c2,FI,2024-01-01,2024-05-01,closed,2024-05-01,
c2,,,2024-07-01,,,true
c3,FI,2024-01-01,2024-01-01,active,,
c3,FI,2024-01-01,2024-05-01,closed,2024-05-01,
c3,,,2024-07-01,,,true
c3,FI,2024-01-01,2024-09-01,active,,
c4,FI,2024-01-01,2024-01-01,active,,
c4,FI,2024-01-01,2024-05-01 08:00:00,closed,2024-05-01,
c4,FI,2024-01-01,2024-05-01 12:00:00,active,,
c4,FI,2024-01-01,2024-05-01 18:00:00,closed,2024-05-01,
`,
      });
      const star = await starBench(bench.dir, ['dw.customer_departure', 'dw.dim_customer']);
      await star.night(new Date(0));
      const rows = await star.rows(
        `select distinct customer_id, left_on, returned_on from dw.customer_departure
          join dw.dim_customer on durable_key = customer_durable_key order by customer_id`,
      );
      bench.close();
      return rows;
    };
    const gone = { customer_id: 'c2', left_on: '2024-05-01', returned_on: '9999-12-31' };
    const back = { customer_id: 'c3', left_on: '2024-05-01', returned_on: '2024-09-01' };
    // Twice in a day: they are gone since.
    const twice = { ...gone, customer_id: 'c4' };
    for (const deletes of ['ignore', 'close', 'tombstone']) {
      expect(await departed('attribute: status, left: [closed]', deletes), deletes).toEqual([gone, back, twice]);
      expect(await departed('attribute: closed_on', deletes), deletes).toEqual([gone, twice]);
    }
  });

  it('is the day that it has for it; what was told later is not known before, where the project wants that', async () => {
    expect(await labels('attribute: closed_on, attributes: told')).toEqual({ ...told, late: [null, null, 'DE'] });
  });
});
