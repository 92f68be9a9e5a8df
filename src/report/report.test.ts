import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { QueryError } from '../errors.js';
import { rowsOf } from '../table.js';
import { type ReportOptions, readyReport } from './report.js';
import { shownIn } from './shown-in.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-report-'));
const hostile = `<script>alert("1")</script>'\u202e=cmd|' /C calc'!A0`;
const quoted = hostile.replaceAll("'", "''");

const options: ReportOptions & { notes: string[] } = {
  folder: join(folder, 'small'),
  title: `Shop & sons ${hostile}`,
  currency: 'EUR',
  audience: [],
  personal: { name: 'name', email: 'contact', country: 'none', tier: 'none', secret: 'sensitive' },
  generation: 'g7',
  run: 'r9',
  definitions: [{ figure: 'Tier', formula: hostile, unit: 'none', window: 'now', ties: 'none' }],
  notes: [hostile],
};

async function buildReport(engine: DuckDb, { notes, ...given }: typeof options) {
  return (await readyReport(engine, given))(notes);
}

/** What is said of a table of `sql/`, called `made`, over these tables alone. */
async function madeOf(table: string, given: Record<string, string>, asked: string) {
  const other = await openDuckDb({ threads: 1 });
  for (const [name, select] of Object.entries(given)) await other.replace(name, select);
  const text = readFileSync(new URL(`../../sql/${table.replace('.', '/')}.sql`, import.meta.url), 'utf8');
  const found = rowsOf(await other.query(`with made as (\n${text}\n) ${asked}`));
  await other.close();
  return found;
}

/** Contract tables of a company of four customers, looked back on from 15 March 2024; every figure below is arithmetic on these lines.
 * The customer d4 and the product p2 are gone: what was bought is counted and named all the same. */
const lines = `(values
  ('o0', 4, 1, '2023-02-20', 'sale', 10, null),
  ('o1', 1, 1, '2023-03-05', 'sale', 60, null),
  ('o2', 1, 1, '2024-01-10', 'sale', 100, 60),
  ('o3', 1, 1, '2024-02-05', 'sale', 50, null),
  ('o4', 2, 2, '2024-02-20', 'sale', 80, null),
  ('o5', 1, 1, '2024-03-10', 'sale', 120, 70),
  ('o5', 1, -2, '2024-03-10', 'discount', -20, null),
  ('o6', 3, 2, '2024-03-12', 'sale', 200, null),
  ('o7', -1, 2, '2024-03-14', 'sale', 40, null),
  ('o4', 2, 2, '2024-03-15', 'return', -30, null),
  ('o9', 1, 1, '2024-03-20', 'sale', 999, null)
) as t (order_id, customer_key, product_key, day, kind, amount, cost)`;

const sources: Record<string, string> = {
  'conform.setting': `select 'EUR' as reporting_currency, false as has_payments`,
  'conform.as_of': `select date '2024-03-15' as as_of`,
  'dw.dim_date': `select cast(date_format(d, '%Y%m%d') as integer) as date_key, d as full_date, date_trunc('month', d) as month_start
    from (select cast(d as date) as d from unnest(sequence(date '2023-01-01', date '2024-12-31', interval '1' day)) as t(d)) as days`,
  'dw.dim_customer': `select *, customer_key as durable_key, customer_key as current_key from (values
    (-1, null, null, null, null, null, null, true), (1, 'a1', 'crm', 'Ann', 'ann@x.eu', 'FR', 'gold', true), (2, 'b2', 'crm', 'Bob', '-1+2', 'DE', '=1+1', true),
    (3, 'c3', 'crm', '${quoted}', null, 'DE', null, true), (4, 'd4', 'crm', 'Dee, "D"', null, 'FR', '', false)
    ) as t (customer_key, customer_id, source, name, email, country, tier, is_current)`,
  'dw.dim_product': `select *, case product_id when 'p1' then 'Drinks' end as category, product_key as durable_key, product_key as current_key from (values (-1, null, 'crm', null, null, true), (-2, null, 'crm', null, null, true),
    (1, 'p1', 'crm', 'Tea', null, true), (2, 'p2', 'crm', '${quoted}', cast(null as varchar), false)) as t (product_key, product_id, source, name, path, is_current)`,
  'dw.dim_channel': 'select -2 as channel_key, -2 as durable_key, cast(null as varchar) as channel_id',
  'dw.fact_order_line': `select 'crm' as source, order_id, row_number() over () as line_number, customer_key, product_key, customer_key as customer_durable_key, product_key as product_durable_key, -2 as store_key, -2 as channel_key,
    cast(replace(day, '-', '') as integer) as date_key, cast(day as timestamp) as ordered_at, kind, cast(sign(amount) as decimal(18, 4)) as quantity,
    cast(amount as decimal(18, 4)) as net_amount, cast(cost as decimal(18, 4)) as cost_amount, cast(0 as decimal(18, 4)) as discount_amount, 'EUR' as currency,
    cast(amount as decimal(18, 4)) as net_amount_reporting, cast(cost as decimal(18, 4)) as cost_amount_reporting,
    cast(0 as decimal(18, 4)) as discount_amount_reporting from ${lines}`,
  'dw.fact_order': `select source, order_id, min(case when kind = 'sale' then ordered_at end) as first_sold_at
    from dw.fact_order_line group by source, order_id`,
  'dw.fact_payment': `select 1 as customer_durable_key, timestamp '2024-01-01' as paid_at, cast(0 as decimal(18, 4)) as amount_reporting limit 0`,
  'stage.account': `select * from (values ('b1', 'shop', 'order_line', 1, 10, 8, 2, 0, 0, 0, 0), ('b2', 'shop', 'order_line', 1, 4, 3, 0, 1, 0, 1, 0))
    as t (batch, source, entity, mapping, landed, accepted, quarantined, repeats, skipped, exact_repeats, replaced)`,
  'stage.quarantine': `select * from (values ('b1', 'shop', 'f1', 3, 'order_line', 1, 'type', 'amount', 'open'), ('b1', 'shop', 'f1', 3, 'order_line', 2, 'type', 'amount', 'open'),
    ('b1', 'shop', 'f1', 4, 'order_line', 1, 'type', 'amount', 'open'), ('b2', 'shop', 'f2', 3, 'order_line', 1, 'type', 'amount', 'discarded')) as t (batch, source, file, "row", entity, mapping, rule, column_name, status)`,
  'score.rfm': `select *, date '2024-03-15' as as_of, 'rfm-1' as model_version, 3 as m from (values
    ('a1', 5, 4, cast(310 as decimal(18, 4)), 2, 2, 'Best ${quoted}'), ('b2', 24, 1, 50, 1, 1, 'Rest'),
    ('c3', 3, 1, 200, 2, 1, 'Best ${quoted}'), ('d4', 389, 1, 10, 1, 1, 'Rest')) as t (customer_id, recency_days, frequency, monetary, r, f, segment)`,
  'score.history': `select 'rfm' as model, *, date '2024-03-15' as as_of, date '2024-03-15' as until_as_of from (values
    ('a1', 1, '000006', 'Best ${quoted}', null), ('b2', 2, '000006', 'Best ${quoted}', '000007'), ('b2', 2, '000007', 'Rest', null),
    ('c3', 3, '000007', 'Best ${quoted}', null), ('d4', 4, '000005', 'Rest', null), ('e5', 5, '000005', 'Rest', '000007')
    ) as t (customer_id, customer_durable_key, generation, class, until_generation)
    union all select 'segment' as model, *, date '2024-02-29' as as_of, date '2024-02-29' as until_as_of from (values
    ('a1', 1, '000003', 'Many ${quoted}', null), ('b2', 2, '000003', 'Few', '000006'), ('b2', 2, '000006', 'Many ${quoted}', null)
    ) as t (customer_id, customer_durable_key, generation, class, until_generation)`,
  'score.segment': `select *, date '2024-03-15' as as_of from (values ('a1', 2, 'Many ${quoted}'), ('c3', 2, 'Many ${quoted}'), ('b2', 1, 'Few'), ('d4', 1, 'Few'))
    as t (customer_id, segment_number, segment)`,
  'score.segment_center': `select * from (values (2, 'revenue', 255e0, 1e0), (2, '${quoted}', 4.5e0, -1.25e0), (1, 'revenue', 30e0, -1e0))
    as t (segment_number, column_name, mean, deviations)`,
  'score.segment_stage': `select * from (values ('New', 1, 'first purchase ${quoted}', 2, 1), ('Gone', 2, 'everybody else', 2, 1)) as t (stage, place, words, customers, segments)`,
  'score.segment_drift': `select * from (values ('column', 'revenue', 1, 0.1235e0, null, null), ('stage', 'stage', 2, 0.3e0, null, null), ('distance', '90 %', 3, null, 1.5e0, 2.25e0))
    as t (kind, name, place, stability_index, then_distance, now_distance)`,
  'score.segment_rule': `select * from (values ('Many ${quoted}', 1, 1, 'orders at least 5 and ${quoted}', 2, 1e0, 1e0), ('Few', 2, 1, 'orders at most 4', 2, 0.5e0, 1e0))
    as t (segment, place, rule, words, customers, right_share, segment_share)`,
  'score.segment_attribute': `select * from (values (2, 1, 'Many ${quoted}', 'age_years', '', 'age', 41.256e0, 30e0, 1.4e0, 0.9e0, 0.001e0, 0), (2, 1, 'Many ${quoted}', 'country', 'FR', 'country FR', 0.5e0, 0.25e0, 2e0, 0.6e0, 0.04e0, 0),
    (2, 1, 'Many ${quoted}', 'gender', 'f', 'gender f', 0.6e0, 0.5e0, 1.2e0, 0.1e0, 0.06e0, 0), (2, 1, 'Many ${quoted}', 'revenue', '', 'revenue', 9e0, 3e0, 3e0, 2e0, 0e0, 1))
    as t (segment_number, place, segment, column_name, value, words, here, everyone, lift, deviations, p_adjusted, is_clustered)`,
  'score.rule_contrast': `select 1 as place, 'Tea ${quoted}' as left_side, 'Milk' as right_side, part, 2 as baskets, 3 as left_baskets, lift, 0.01e0 as p_value_fdr
    from (values ('2024-Q1', 2e0), ('${quoted}', cast(null as double))) as t (part, lift)`,
  'score.rule_apart': `select 1 as place, 'Tea ${quoted}' as name, 'Jam' as other_name, 0 as baskets, 5.5e0 as expected, 0e0 as lift`,
  'score.rule': `select *, 9e0 as value, 0.5e0 as value_support, 1.25e0 as attach_value from (values (1, 'Tea ${quoted}', 'Milk', 3, 0.5e0, 1e0, 1.5e0, 0), (2, 'Tea ${quoted} + Jam', 'Milk', 2, 0.25e0, 1e0, 1.5e0, 1), (3, 'Milk', 'Jam', 2, 0.25e0, 0.5e0, 2e0, 0))
    as t (rule_number, left_side, right_side, baskets, support, confidence, lift, is_redundant)`,
  'score.next_product': `select * from (values ('a1', 1, 7, 'p7', 'Jam', 'rule'), ('a1', 2, 8, 'p8', 'Tea', 'popular'), ('b2', 1, 7, 'p7', 'Jam', 'popular'))
    as t (customer_id, place, item, item_id, name, origin)`,
  'score.churn': `select *, date '2024-03-15' as as_of, cast(null as varchar) as reason_3, cast(score as double) * 30e0 - 5e0 as expected_profit, 'tree' as scored_by from (values
    ('a1', cast(0.25 as decimal(9, 6)), 'stayed', 'country FR', null), ('b2', 0.75, 'left', 'last purchase ${quoted}', 'orders below average'))
    as t (customer_id, score, class, reason_1, reason_2)`,
  'feature.churn': `select customer_id, customer_durable_key, date '2024-03-15' as as_of from (values ('a1', 1), ('b2', 2)) as t (customer_id, customer_durable_key)`,
  'feature.churn_deleted': `select 1 as customer_durable_key, date '2024-01-01' as deleted_on, date '2024-02-01' as returned_on`,
  'feature.churn_gap': `select * from (values (3, 0.5e0), (7, 0.9e0), (30, 1e0)) as t (gap_days, share)`,
  'feature.churn_label': `select * from (values ('a1', 1, 'stayed', date '2024-02-10'), ('${quoted}', 1, 'left', null), ('b2', 1, null, date '2024-01-05'), ('b2', 2, 'left', null))
    as t (customer_id, place, outcome, outcome_on) cross join (select date '2024-01-01' as as_of, date '2024-01-02' as outcome_from, date '2024-03-01' as outcome_to)`,
  'score.churn_leaderboard': `select * from (values (1, 'share', 0.5e0, 0.5e0, 0.5e0, 0.25e0, 0.01e0, 0.02e0, 0.69e0, 1e0, 0.0004e0, 0), (2, 'tree', 0.8123e0, 0.7e0, 0.9e0, 0.2e0, 0.0123e0, 0.0456e0, 0.6e0, 2.5e0, null, 1))
    as t (place, model, auc, auc_low, auc_high, brier, reliability, resolution, logloss, lift10, p, is_chosen)`,
  'score.churn_rule': `select * from (values (1, 'orders at most 4 and ${quoted}', 10, 7, 0.7e0)) as t (leaf, rule, examples, positives, share)`,
  'score.churn_node': `select * from (values (1, 0, 0, 'everybody', 20, 8, 0.4e0, 0), (2, 1, 1, 'orders at most 4 and ${quoted}', 10, 7, 0.7e0, 1), (3, 1, 1, 'orders above 4', 10, 1, 0.1e0, 1))
    as t (node, parent, depth, answer, examples, positives, share, is_leaf)`,
  'score.churn_calibration': `select * from (values ('published', 1, 10, 0.4e0, 0.5e0)) as t (stage, bin, examples, said, came)`,
  'score.churn_profit': `select * from (values (1, 0.5e0, 1e0, 12.5e0, 20e0, 1)) as t (called, share, positives, expected, came, is_best)`,
  'score.churn_importance': `select * from (values (1, '${quoted}', 0.0123e0, 0.002e0)) as t (place, column_name, fall, deviation)`,
  'score.churn_dependence': `select * from (values ('${quoted}', 1, '${quoted}', 0.3333e0)) as t (column_name, place, value, score)`,
  'score.churn_learning': `select * from (values (77, 0.71e0, 0.6e0, 0.8e0)) as t (examples, auc, auc_low, auc_high)`,
  'score.churn_drift': `select * from (values (1, 'column', '${quoted}', 0.3e0, 'much')) as t (place, kind, column_name, stability_index, moved)`,
  'score.churn_card': `select * from (values (1, 'data', '${quoted}')) as t (place, subject, text)`,
  'score.churn_fairness': `select * from (values (1, '${quoted}', '${quoted}', 40, 0.7e0, 0.2e0, 0.6e0, cast(null as double), 0.3e0, 0.25e0)) as t (place, column_name, group_name, examples, auc, selected, selected_positives, selected_negatives, said, came)`,
  'score.churn_contest': `select * from (values ('champion', '${quoted}', '2023-12-31', '2024-03-31', 0.7e0, 0.6e0, cast(null as double), 0.4e0, 1, '${quoted}')) as t (role, model, learnt_to, judged_on, auc, auc_low, auc_high, logloss, scores, why)`,
  'score.churn_lift': `select * from (values (1, 10, 0.5e0, 2.5e0, 0.4e0, 0.2345e0)) as t (part, examples, rate, lift, gain, ks)`,
  'report.rfm_segment': `select segment, count(*) as customers, cast(sum(frequency) as bigint) as orders, cast(sum(monetary) as decimal(18, 4)) as revenue,
    cast(round(cast(sum(monetary) as double) / 570, 6) as decimal(18, 6)) as revenue_share from score.rfm group by segment`,
};

const built = ['mart.order_summary', 'mart.customer', 'mart.month', 'mart.customer_month', 'mart.product_month'].concat(
  'day coverage period retention month period_margin period_total headline segment segment_profile segment_mix segment_member_movement segment_movement rf_grid revenue_curve top_product rule next_product churn_call quality refused unknown_member customer'
    .split(' ')
    .map(name => `report.${name}`),
);

async function warehouse(changed: (table: string, select: string) => string): Promise<DuckDb> {
  const engine = await openDuckDb({ threads: 1 });
  for (const [table, select] of Object.entries(sources)) await engine.replace(table, changed(table, select));
  for (const table of built) {
    const file = new URL(`../../sql/${table.replace('.', '/')}.sql`, import.meta.url);
    await engine.replace(table, readFileSync(file, 'utf8'));
  }
  return engine;
}

let engine: DuckDb;
const rows = async (sql: string) => rowsOf(await engine.query(sql));

beforeAll(async () => {
  engine = await warehouse((_, select) => select);
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

describe('tables of the report', () => {
  it('hold the rules by lift but those that a shorter one says, and what is suggested first', async () => {
    expect(await rows('select place, rule_number from report.rule order by place')).toEqual([
      { place: 1, rule_number: 3 },
      { place: 2, rule_number: 1 },
    ]);
    expect(await rows('select * from report.next_product')).toEqual([
      { item: 7, item_id: 'p7', name: 'Jam', customers: 2, by_repeat: 0, by_rule: 1, by_pair: 0, by_popularity: 1 },
    ]);
  });

  // Shares and means as they are: the page rounds them, and does so once.
  it('hold the headline figures of 1–15 March beside the same days before, by hand arithmetic', async () => {
    expect(await rows('select * from report.headline order by position')).toMatchObject([
      { figure: 'revenue', current_value: 310, before_value: 50, before_change: 5.2, year_before_value: 60 },
      { figure: 'orders', current_value: 3, before_value: 1, year_before_value: 1, year_before_change: 2 },
      { figure: 'active_customers', current_value: 2, before_value: 1 },
      { figure: 'new_customers', current_value: 1, before_value: 0, before_change: null, year_before_value: 1 },
      { figure: 'average_order_value', current_value: 310 / 3 },
      { figure: 'return_share', current_value: 30 / 340, before_value: 0, before_change: 30 / 340 },
      { figure: 'margin', current_value: 50, before_value: null },
      { figure: 'margin_share', current_value: 50 / 120 },
      { figure: 'costed_share', current_value: 0.2 },
    ]);
  });

  it('hold a change of an amount only from above zero, and to no less than that, of a share also else', async () => {
    const other = await openDuckDb({ threads: 1 });
    const select = readFileSync(new URL('../../sql/report/headline.sql', import.meta.url), 'utf8');
    const totals = ['orders', 'active_customers', 'lines', 'costed_lines'].map(one => `1 as ${one}`);
    await other.replace(
      'report.period',
      `select *, 'whole' as coverage, false as is_first_month from (values ('current'), ('before'), ('year_before')) as t (period)`,
    );
    await other.replace(
      'report.period_total',
      `select *, ${totals}, 1 as return_amount from (values ('current', -8, 3, 2, 0), ('before', 4, 0, 2, 2), ('year_before', -4, 2, -2, 0))
        as t (period, revenue, margin, costed_revenue, new_customers)`,
    );
    await other.replace('report.headline', select);
    const found = rowsOf(await other.query('select figure, before_change, year_before_change from report.headline'));
    const change = (figure: string) => Object.values(found.find(row => row.figure === figure) ?? {}).slice(1);
    expect(change('revenue')).toEqual([null, null]);
    expect(change('margin')).toEqual([null, 0.5]);
    expect(change('orders')).toEqual([0, 0]);
    expect(change('new_customers')).toEqual([-1, null]);
    expect(change('margin_share')).toEqual([1.5, null]);
    // Nothing was sold, and of the month with which the data begin nobody knows who was new: but of the current one that is said.
    const none = ['revenue', 'orders', 'lines', 'active_customers', 'return_amount', 'costed_revenue', 'costed_lines'];
    await other.replace(
      'report.period_total',
      `select period, 1 as new_customers, 0 as margin, ${none.map(one => `0 as ${one}`)} from report.period`,
    );
    await other.replace(
      'report.period',
      `select *, 'whole' as coverage, true as is_first_month from (values ('current'), ('before'), ('year_before')) as t (period)`,
    );
    await other.replace('report.headline', select);
    const empty = rowsOf(
      await other.query(
        'select figure, current_value, before_value, before_change, year_before_change from report.headline order by position',
      ),
    );
    await other.close();
    expect(empty.map(Object.values)).toEqual([
      ['revenue', 0, 0, null, null],
      ['orders', 0, 0, null, null],
      ['active_customers', 0, 0, null, null],
      ['new_customers', 1, null, null, null],
      ['average_order_value', null, null, null, null],
      ['return_share', null, null, null, null],
      ['margin', 0, 0, null, null],
      ['margin_share', null, null, null, null],
      ['costed_share', null, null, null, null],
    ]);
  });

  it('cover the days of the order lines up to the as-of date, of which there are nine', async () => {
    const covered = { first_date: '2023-02-20', last_date: '2024-03-15', days_with_orders: 9, lines: 10, orders: 8 };
    expect(await rows('select * from report.coverage')).toEqual([
      {
        ...{ as_of: '2024-03-15', ...covered, customers: 4 },
        ...{ revenue: 610, known_revenue: 570, known_revenue_share: 570 / 610 },
      },
    ]);
  });

  it.each([
    // The 30th of March beside February, which has 29 days; a whole month beside whole ones.
    ['2024-03-30', '2023-01-01', ['2024-02-29 whole', '2023-03-30 whole']],
    ['2024-02-29', '2023-01-01', ['2024-01-31 whole', '2023-02-28 whole']],
    ['2024-03-15', '2024-02-01', ['2024-02-15 whole', '2023-03-15 none']],
    ['2024-03-15', '2024-02-02', ['2024-02-15 part', '2023-03-15 none']],
    ['2024-03-15', '2024-02-15', ['2024-02-15 part', '2023-03-15 none']],
    ['2024-03-15', '2024-02-16', ['2024-02-15 none', '2023-03-15 none']],
    ['2024-03-15', null, ['2024-02-15 none', '2023-03-15 none']],
  ])('compare up to %s, with data from %s, what there are all days of', async (asOf, first, expected) => {
    const covered = `select date '${asOf}' as as_of, cast(${first === null ? 'null' : `'${first}'`} as date) as first_date`;
    const asked = "select to_date || ' ' || coverage as found from made order by position";
    const found = await madeOf('report.period', { 'report.coverage': covered }, asked);
    expect(found.slice(1)).toEqual(expected.map(one => ({ found: one })));
  });

  it('take the margin of all days of a period, the first and the last among them, and of no other', async () => {
    const days =
      "(values (1, date '2024-02-29'), (2, date '2024-03-01'), (3, date '2024-03-02'), (4, date '2024-03-03')) as t";
    const given = {
      'report.period': "select 'current' as period, date '2024-03-01' as from_date, date '2024-03-02' as to_date",
      'dw.dim_date': `select * from ${days} (date_key, full_date)`,
      'dw.fact_order_line': `select date_key, 10.00 as net_amount_reporting, 1.00 * date_key as cost_amount_reporting from ${days} (date_key, full_date)
        union all select 2, 5.00, null`,
    };
    const found = await madeOf('report.period_margin', given, 'select costed_lines, costed_revenue, margin from made');
    expect(found).toEqual([{ costed_lines: 2, costed_revenue: 20, margin: 15 }]);
  });

  // Of the customers, 7 is new and buys on both ends, 9 is not new, 8 has only sent something back, and nobody knows 0 and -1.
  it('count a customer once in a period, of which both ends are days, and nothing where nothing was sold', async () => {
    const spans =
      "(1, 'current', date '2024-03-01', date '2024-03-03'), (2, 'before', date '2024-02-01', date '2024-02-03')";
    const days =
      "(1, date '2024-02-29', 99), (2, date '2024-03-01', 1), (3, date '2024-03-03', 2), (4, date '2024-03-04', 99)";
    const bought = '(7, 2, 1), (7, 3, 1), (9, 3, 1), (8, 3, 0), (0, 2, 1), (-1, 2, 1), (7, 1, 1), (7, 4, 1)';
    const firsts = "(7, date '2024-03-01'), (9, date '2024-02-29'), (8, null), (0, date '2024-03-01')";
    const asked =
      'select lines, orders, revenue, return_amount, active_customers, new_customers from made order by period desc';
    const found = await madeOf(
      'report.period_total',
      {
        'report.period': `select * from (values ${spans}) as t (position, period, from_date, to_date)`,
        'dw.dim_date': `select date_key, full_date from (values ${days}) as t (date_key, full_date, n)`,
        'report.day': `select full_date, n as orders, 10 * n as revenue, n as return_amount, 2 * n as lines from (values ${days}) as t (date_key, full_date, n)`,
        'mart.order_summary': `select * from (values ${bought}) as t (customer_durable_key, date_key, sale_lines)`,
        'mart.customer': `select * from (values ${firsts}) as t (customer_durable_key, first_sale_date)`,
        'report.period_margin': "select 'none' as period, 1 as costed_lines, 1 as costed_revenue, 1 as margin",
      },
      asked,
    );
    expect(found.map(Object.values)).toEqual([
      [6, 3, 30, 3, 2, 1],
      [0, 0, 0, 0, 0, 0],
    ]);
  });

  it('have a row for every month, also those without an order, and none after the as-of date', async () => {
    const months = await rows('select * from report.month order by month_start');
    expect(months).toHaveLength(14);
    const none = {
      orders: 0,
      revenue: 0,
      return_amount: 0,
      active_customers: 0,
      new_customers: 0,
      is_unfinished: false,
    };
    expect(months[2]).toMatchObject({ month_start: '2023-04-01', ...none, average_order_value: null });
    expect(months.at(-1)).toMatchObject({
      revenue: 310,
      new_customers: 1,
      returning_customers: 1,
      is_unfinished: true,
    });
  });

  it('count a cohort in each month since its first purchase', async () => {
    const cells = await rows("select * from report.retention where cohort_month = date '2023-03-01' and customers > 0");
    expect(cells.map(cell => [cell.months_since, cell.share])).toEqual(
      expect.arrayContaining([0, 10, 11, 12].map(since => [since, 1])),
    );
    expect(await rows('select count(*) as n from report.retention')).toEqual([{ n: 14 + 13 + 2 + 1 }]);
    const absent =
      "select customers, share from report.retention where cohort_month = date '2023-03-01' and months_since = 1";
    expect(await rows(absent)).toEqual([{ customers: 0, share: 0 }]);
  });

  it('say what share of revenue the best customers bring: 310, 200, 50 and 10 of 570', async () => {
    const curve = await rows(
      'select * from report.revenue_curve where percent in (0, 20, 25, 50, 100) order by percent',
    );
    expect(curve.map(row => [row.customers, row.revenue_share])).toEqual([
      [0, 0],
      [0, 0],
      [1, 310 / 570],
      [2, 510 / 570],
      [4, 1],
    ]);
  });

  it('say who has gone, also with a generation that only ended scores', async () => {
    const told =
      "('rfm', 'a1', 1, '000001', date '2024-01-01', 'Best', null, null), ('rfm', 'b2', 2, '000001', date '2024-01-01', 'Rest', '000010', date '2024-02-01')";
    const given = `select * from (values ${told}) as t (model, customer_id, customer_durable_key, generation, as_of, class, until_generation, until_as_of)`;
    const asked = 'select customer_id, from_segment, to_segment, generation, as_of from made';
    const found = await madeOf('report.segment_member_movement', { 'score.history': given }, asked);
    expect(found.map(Object.values)).toEqual([['b2', 'Rest', '(gone)', '000010', '2024-02-01']]);
  });

  it('say nothing of the revenue of nobody, and no share of none', async () => {
    const curve = (customers: string) => {
      const given = `select 'a' as customer_id, 0.00 as revenue where ${customers}`;
      return madeOf('report.revenue_curve', { 'mart.customer': given }, 'select * from made where percent = 100');
    };
    expect(await curve('false')).toEqual([]);
    const none = { revenue: 0, revenue_share: null };
    expect(await curve('true')).toEqual([{ percent: 100, customers: 1, customer_share: 1, ...none }]);
  });

  it('hold what the groups of customers who are alike have brought', async () => {
    expect(await rows('select * from report.segment_profile order by place')).toEqual([
      {
        place: 1,
        segment_number: 2,
        segment: `Many ${hostile}`,
        customers: 2,
        customer_share: 0.5,
        orders: 5,
        revenue: 510,
        revenue_share: 510 / 570,
        margin_amount: 90,
        margin_share: 1,
        revenue_per_customer: 255,
        orders_per_customer: 2.5,
        recency_days: 4,
      },
      {
        place: 2,
        segment_number: 1,
        segment: 'Few',
        customers: 2,
        customer_share: 0.5,
        orders: 2,
        revenue: 60,
        revenue_share: 60 / 570,
        margin_amount: null,
        margin_share: null,
        revenue_per_customer: 30,
        orders_per_customer: 1,
        // 24 and 389
        recency_days: 206.5,
      },
    ]);
  });

  it('fill the grid of recency and frequency, rank products and find what sits on unknown members', async () => {
    expect(await rows('select r, f, customers, revenue from report.rf_grid order by r, f')).toEqual([
      { r: 1, f: 1, customers: 2, revenue: 60 },
      { r: 1, f: 2, customers: 0, revenue: 0 },
      { r: 2, f: 1, customers: 1, revenue: 200 },
      { r: 2, f: 2, customers: 1, revenue: 310 },
    ]);
    const [first, second] = await rows('select * from report.top_product order by position');
    // of o4, o6 and o7, the first sold in February and returned in March
    expect(first).toMatchObject({ product_id: 'p2', orders: 3, revenue: 290, return_share: 0.09375 });
    expect(second).toMatchObject({
      product_id: 'p1',
      category: 'Drinks',
      revenue: 270,
      revenue_share: 270 / 560,
      products: 2,
    });
    expect(await rows("select * from report.unknown_member where dimension = 'customer'")).toMatchObject([
      { lines: 11, unknown_lines: 1, unknown_revenue: 40 },
    ]);
  });

  it('say in words who is in which group of customers who are alike, and how often that is right', async () => {
    const [page] = await buildReport(engine, options);
    const text = readFileSync(page?.path ?? '', 'utf8');
    expect(text).toContain('together they are right for 75.0\u00a0% of the customers');
    expect(text).toContain('<td>orders at most 4</td><td class="number">2</td><td class="number">50.0\u00a0%</td>');
  });

  it('say of rules how they differ between parts and what they bring, and what is bought instead of each other', async () => {
    const [page] = await buildReport(engine, options);
    const text = readFileSync(page?.path ?? '', 'utf8');
    for (const [title, cell] of [
      [
        'Rules that differ',
        '<td>2024-Q1</td><td class="number">2</td><td class="number">3</td><td class="number">2.00</td>',
      ],
      ['Rules by value', '<td class="number">9</td><td class="number">50.0\u00a0%</td><td class="number">1.25</td>'],
      ['Bought instead of each other', '<td>Jam</td><td class="number">0</td><td class="number">5.5</td>'],
    ] as const) {
      expect(text).toContain(title);
      expect(text).toContain(cell);
    }
  });

  it('say which stages of life the groups lie in, and what has moved since they were learnt', async () => {
    const [page] = await buildReport(engine, options);
    const text = readFileSync(page?.path ?? '', 'utf8');
    expect(text).toContain('<td>everybody else</td><td class="number">2</td><td class="number">1</td>');
    const moved = (name: string, ...cells: string[]) =>
      `<th scope="row">${name}</th>${cells.map(cell => `<td class="number">${cell}</td>`).join('')}`;
    expect(text).toContain(moved('Revenue', '0.1235', '–', '–'));
    expect(text).toContain(moved('Nearest 90 %', '–', '1.50', '2.25'));
  });

  it('say what each group buys and how it stands by RFM: shares of its own, and times those of all', async () => {
    const own = await rows(
      'select segment_number, kind, member, place, amount, share, everyone_share, lift from report.segment_mix order by 1 desc, 2, 4',
    );
    // a1 and c3 have bought tea for 330 and the other product for 200, b2 and d4 for 10 and 80: 340 and 280 of 620.
    expect(own.filter(row => row.kind !== 'rfm')).toMatchObject([
      { segment_number: 2, kind: 'category', member: 'Drinks', place: 1, amount: 330, share: 1, lift: 1 },
      {
        segment_number: 2,
        kind: 'product',
        member: 'Tea',
        place: 1,
        share: 330 / 530,
        everyone_share: 340 / 620,
        lift: 330 / 530 / (340 / 620),
      },
      {
        segment_number: 2,
        kind: 'product',
        member: hostile,
        place: 2,
        amount: 200,
        share: 200 / 530,
        lift: 200 / 530 / (280 / 620),
      },
      { segment_number: 1, kind: 'category', member: 'Drinks', place: 1, amount: 10, share: 1, lift: 1 },
      { segment_number: 1, kind: 'product', member: hostile, place: 1, share: 80 / 90, lift: 80 / 90 / (280 / 620) },
      { segment_number: 1, kind: 'product', member: 'Tea', place: 2, share: 10 / 90, lift: 10 / 90 / (340 / 620) },
    ]);
    expect(
      own.filter(row => row.kind === 'rfm').map(row => [row.segment_number, row.member, row.share, row.lift]),
    ).toEqual([
      [2, `Best ${hostile}`, 1, 2],
      [1, 'Rest', 1, 2],
    ]);
  });

  it('say of other attributes only what did not make the groups and is beyond chance', async () => {
    const [page] = await buildReport(engine, options);
    const text = readFileSync(page?.path ?? '', 'utf8');
    expect(text).toContain(
      '<td>Age</td><td class="number">41.3\u00a0years</td><td class="number">30\u00a0years</td><td class="number">×1.4</td>',
    );
    expect(text).toContain('<td>country FR</td><td class="number">50.0\u00a0%</td><td class="number">25.0\u00a0%</td>');
    expect(text).not.toMatch(/<td>gender f<|<td>revenue<\/td><td class="number">9</);
  });

  it('account for the records of all batches and of the latest', async () => {
    expect(await rows('select * from report.quality')).toMatchObject([
      { batches: 2, landed: 14, accepted: 11, refused: 2, repeats: 1, latest_batch: 'b2', latest_landed: 4 },
    ]);
    expect(await rows('select * from report.refused')).toMatchObject([
      // Two mappings read the first of them, and somebody has settled the third.
      { rule: 'type', records: 3, open_records: 2, files: 2 },
    ]);
  });
});

describe('the report', () => {
  it('is a page and two lists in files of mode 600, the same bytes each time', async () => {
    const files = await buildReport(engine, options);
    expect(files.map(file => [file.name, file.kind])).toEqual([
      ['report', 'html'],
      ['customers', 'csv'],
      ['movement', 'csv'],
    ]);
    const bytes = files.map(file => readFileSync(file.path, 'utf8'));
    for (const file of files) expect(statSync(file.path).mode & 0o777).toBe(0o600);
    await buildReport(engine, options);
    expect(files.map(file => readFileSync(file.path, 'utf8'))).toEqual(bytes);
  });

  it('never lets text from data become markup, and reaches for nothing outside the file', async () => {
    const [page] = await buildReport(engine, options);
    const text = readFileSync(page?.path ?? '', 'utf8');
    expect(text).not.toMatch(/<script|\u202e|javascript:|<img|<link rel="stylesheet"| style=/);
    expect(text.match(/(?:src|href)="(?!#|data:,)/g)).toBeNull();
    expect(text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(text).toContain('€310');
    expect(text).toContain('1–15 March 2024');
  });

  it('lists customers by segment without what the audience may not see, and no cell is a formula', async () => {
    const [, list] = await buildReport(engine, options);
    const [header, ...cells] = readFileSync(list?.path ?? '', 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(header).toBe(
      'segment,customer_id,r,f,m,recency_days,frequency,monetary,first_order_date,last_order_date,orders,sale_orders,revenue,return_amount,margin_amount,churn_score,churn_class,churn_reason_1,churn_reason_2,churn_reason_3,country,tier',
    );
    expect(cells.map(cell => cell.match(/,([abcd]\d),/)?.[1])).toEqual(['a1', 'c3', 'b2', 'd4']);
    expect(cells[2]).toMatch(/,DE,'=1\+1$/);
    expect(cells[3]).toMatch(/^Rest,d4,.*,FR,""$/);
  });

  it('lists names and ways of contact for an audience that may see them', async () => {
    const seen: typeof options = { ...options, folder: join(folder, 'seen'), audience: ['name', 'contact'] };
    const [, list] = await buildReport(engine, seen);
    const text = readFileSync(list?.path ?? '', 'utf8');
    expect(text.split('\r\n')[0]).toMatch(/,name,email,country,tier$/);
    expect(text).toContain('"Dee, ""D"""');
    expect(text).toContain(",Bob,'-1+2,DE,");
  });
});

describe('movement between segments', () => {
  const best = `Best ${hostile}`;
  const read = async (name: string, more: Partial<ReportOptions> = {}) => {
    const files = await buildReport(engine, { ...options, folder: join(folder, name), ...more });
    return files.map(file => readFileSync(file.path, 'utf8')) as [string, string, string];
  };

  it('counts who was in one segment before the last generation and is in another now, and who stayed', async () => {
    expect(await rows('select * from report.segment_movement order by 1, 2, 3')).toEqual([
      { model: 'rfm', from_segment: '(new)', to_segment: best, customers: 1 },
      { model: 'rfm', from_segment: best, to_segment: best, customers: 1 },
      { model: 'rfm', from_segment: best, to_segment: 'Rest', customers: 1 },
      { model: 'rfm', from_segment: 'Rest', to_segment: '(gone)', customers: 1 },
      { model: 'rfm', from_segment: 'Rest', to_segment: 'Rest', customers: 1 },
      { model: 'segment', from_segment: 'Few', to_segment: `Many ${hostile}`, customers: 1 },
      { model: 'segment', from_segment: `Many ${hostile}`, to_segment: `Many ${hostile}`, customers: 1 },
    ]);
  });

  it('is on the page and in a list, with its members', async () => {
    const [page, , list] = await read('moved');
    expect(page).toContain('Generation 000007, as of 15 March 2024, moved 3 of 5 customers to another segment.');
    expect(page).toContain('Generation 000006, as of 29 February 2024, moved 1 of 2 customers to another group.');
    expect(page).toContain('<h3>Customers from group to group</h3>');
    expect(page).toContain('<td>Rest</td><td class="number">1</td><td>b2</td>');
    expect(list).toMatch(/^customer_id,model,from_segment,to_segment,generation,as_of\r\n/);
    expect(list).toContain('\r\ne5,rfm,Rest,(gone),000007,2024-03-15\r\n');
    expect(list.trimEnd().split('\r\n')).toHaveLength(5);
  });

  it('names nobody to an audience that may not see customer numbers', async () => {
    const [page, customers, list] = await read('unnamed', {
      personal: { ...options.personal, customer_id: 'contact' },
    });
    expect(customers).toMatch(/^.?segment,r,f,m,/);
    expect(customers).not.toMatch(/\b(a1|b2|c3|d4)\b/);
    expect(page).toContain('<td>Rest</td><td class="number">1</td><td>not shown to this audience</td>');
    expect(list).not.toContain('e5');
  });

  it('names ten of each pair, and says how many more there are', async () => {
    const many = await warehouse((table, select) =>
      table === 'score.history'
        ? `select 'rfm' as model, concat('n', cast(n as varchar)) as customer_id, n as customer_durable_key, '00000' || g as generation, 'C' || g as class,
            case when g = 1 then '000002' end as until_generation, date '2024-03-15' as as_of, date '2024-03-15' as until_as_of
            from unnest(sequence(10, 33)) as t (n) cross join unnest(sequence(1, 2)) as s (g)`
        : select,
    );
    const [file] = await buildReport(many, { ...options, folder: join(folder, 'many') });
    await many.close();
    const page = readFileSync(file?.path ?? '', 'utf8');
    expect(page).toContain('n18, n19, and 14 more');
    expect(page).not.toContain('n20');
  });
});

describe('a warehouse with next to nothing in it', () => {
  const page = async (name: string, changed: (table: string, select: string) => string) => {
    const poor = await warehouse(changed);
    const files = await buildReport(poor, { ...options, folder: join(folder, name) });
    await poor.close();
    return files.map(file => readFileSync(file.path, 'utf8')) as [string, string];
  };

  it('says in words that there are no orders when every table is empty', async () => {
    const [text, list] = await page('empty', (table, select) =>
      table === 'conform.setting' || table === 'dw.dim_date' ? select : `select * from (${select}) as t where 1 = 0`,
    );
    for (const said of [
      'no order lines yet',
      'No month has',
      'No known customer',
      'No customer has been scored',
      'No customer has changed segment',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toMatch(/NaN|undefined|Infinity|<svg/);
    expect(list.split('\r\n')).toHaveLength(2);
  });

  it('is the same page when what is known to have no rows is not asked for', async () => {
    const bare = await warehouse((table, select) =>
      table === 'conform.setting' || table === 'dw.dim_date' ? select : `select * from (${select}) as t where 1 = 0`,
    );
    const written = async (empty?: ReadonlySet<string>) => {
      const [file] = await buildReport(bare, { ...options, folder: join(folder, 'bare'), empty });
      return readFileSync(file?.path ?? '', 'utf8');
    };
    const asked = await written();
    const counts = await Promise.all(
      Object.keys(shownIn).map(async table => {
        const [row] = rowsOf(await bare.query(`select count(*) as n from ${table}`));
        return row?.n === 0 ? [table] : [];
      }),
    );
    const empty = new Set(counts.flat());
    expect(empty.size).toBeGreaterThan(20);
    const listed = ['report.customer', 'report.segment', 'report.segment_member_movement'];
    for (const table of empty) if (!listed.includes(table)) await bare.drop(table);
    expect(await written(empty)).toBe(asked);
    await expect(written()).rejects.toBeInstanceOf(QueryError);
    await bare.close();
  });

  it('has who may leave among its contents, too, where nothing was learnt yet', async () => {
    const [text] = await page('unlearnt', (table, select) =>
      /^(score|feature)[.]churn/.test(table) && table !== 'score.churn_card'
        ? `select * from (${select}) as t where 1 = 0`
        : select,
    );
    const named = [...text.matchAll(/<li><a href="#([a-z-]+)">/g)].map(([, id]) => id);
    expect(named).toContain('leaving');
    expect(named).toEqual([...text.matchAll(/<section id="([a-z-]+)"/g)].map(([, id]) => id));
  });

  it('says that all are one group where nothing tells them apart, and shows no table of what does', async () => {
    const [text] = await page('alike', (table, select) => {
      if (table === 'score.segment_center') return `select * from (${select}) as t where 1 = 0`;
      return table === 'score.segment'
        ? `select customer_id, 1 as segment_number, 'All customers' as segment, as_of from (${select}) as t`
        : select;
    });
    expect(text).toContain('All customers are one group: they are too few, or too alike, to tell more of them apart.');
    expect(text).not.toContain('What sets each group apart');
  });

  it('draws one customer, one month, no return, no cost and no known product', async () => {
    const [text] = await page('one', (table, select) => {
      if (table === 'dw.dim_product') return `${select} where product_key < 0`;
      if (table === 'dw.fact_order_line') return `select * from (${select}) as t where order_id = 'o6'`;
      return table === 'score.rfm' ? `select * from (${select}) as t where customer_id = 'c3'` : select;
    });
    expect(text).toContain('The data hold one month, March 2024');
    expect(text).toContain('1 order and 1 known customer on 12 March 2024;');
    expect(text).toContain('fewer than five customers');
    expect(text).toContain('No known product has brought revenue');
    expect(text).not.toMatch(/NaN|undefined|Infinity|Margin share<\/dt>/);
  });
});

/* A sale of -2000 to a1, of the product p1: 1690 went out in March, 1430 by known customers of 1390 in all, 1440 by products. */
describe('a company that paid out more than it took', () => {
  let poor: DuckDb;
  const none = async (sql: string) => rowsOf(await poor.query(sql)).flatMap(row => Object.values(row));
  beforeAll(async () => {
    poor = await warehouse((table, select) => {
      if (table === 'dw.fact_order_line')
        return select.replace("('o9',", "('o10', 1, 1, '2024-03-15', 'sale', -2000, 100), ('o9',");
      return table === 'score.rfm' ? select.replace('310 as', '-1690 as') : select;
    });
    for (const table of ['report.rfm_segment', 'report.segment'])
      await poor.replace(table, readFileSync(`sql/${table.replace('.', '/')}.sql`, 'utf8'));
  });
  afterAll(() => poor.close());

  it.each([
    'select known_revenue_share from report.coverage',
    "select return_share from report.month where month_start = date '2024-03-01'",
    "select current_value from report.headline where figure = 'return_share'",
    'select revenue_share from report.revenue_curve',
    'select revenue_share from report.rf_grid',
    'select revenue_share from report.rfm_segment',
    'select revenue_share from report.top_product',
    'select revenue_share from report.segment_profile',
    'select margin_share from report.segment_profile',
    "select lift from report.segment_mix where kind = 'category'",
  ])('has no share of what is below zero: %s', async sql => {
    const values = await none(sql);
    expect(values.length).toBeGreaterThan(0);
    expect(new Set(values)).toEqual(new Set([null]));
  });

  it('has a page that says so little', async () => {
    const [file] = await buildReport(poor, { ...options, folder: join(folder, 'poor') });
    const text = readFileSync(file?.path ?? '', 'utf8');
    expect(text).toContain('known customers from 20 February 2023 to 15 March 2024.</p>');
    expect(text).toContain('There is no revenue of known customers to divide.');
    expect(text).toContain('are 50.0\u00a0% of the customers.');
    expect(text).toContain('brought the most: €290.00.');
    expect(text).not.toMatch(/bring –|, – of|· –|NaN|(−|–)\d+[.]\d\u00a0% of/);
  });
});
