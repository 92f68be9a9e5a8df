import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportData } from './data.js';
import { type PageOptions, renderPage } from './page.js';

const places = [
  process.env.CHROMIUM_PATH ?? '',
  chromium.executablePath(),
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
];
const executablePath = places.find(place => place !== '' && existsSync(place));
const hostile = `</title><script>document.title='run'</script><img src=x onerror="document.title='run'">'"\u202e&amp;`;

const options: PageOptions = {
  title: hostile,
  currency: 'EUR',
  generation: hostile,
  run: 'r1',
  definitions: [{ figure: hostile, formula: hostile, unit: '', window: '', ties: '' }],
};

const month = { revenue: 90, orders: 3, active_customers: 2, new_customers: 1, returning_customers: 1 };
const data: ReportData = {
  coverage: [
    {
      as_of: '2024-02-10',
      first_date: '2024-01-02',
      last_date: '2024-02-10',
      lines: 9,
      orders: 6,
      revenue: 180,
      known_revenue_share: 1,
      customers: 2,
    },
  ],
  periods: [
    { period: 'current', from_date: '2024-02-01', to_date: '2024-02-10', is_whole_month: false, coverage: 'whole' },
    { period: 'before', from_date: '2024-01-01', to_date: '2024-01-10', is_whole_month: false, coverage: 'part' },
  ],
  headline: [
    {
      figure: 'revenue',
      unit: 'money',
      current_value: 90,
      before_value: null,
      year_before_value: null,
      before_change: null,
      year_before_change: null,
    },
  ],
  months: ['2024-01-01', '2024-02-01'].map(month_start => ({
    ...month,
    month_start,
    average_order_value: 30,
    return_share: 0,
    is_unfinished: month_start === '2024-02-01',
  })),
  retention: [0, 1].map(months_since => ({
    cohort_month: '2024-01-01',
    months_since,
    month_start: months_since === 0 ? '2024-01-01' : '2024-02-01',
    cohort_customers: 2,
    customers: 2 - months_since,
    share: 1 - months_since / 2,
  })),
  segments: [
    {
      segment: hostile,
      customers: 2,
      customer_share: 1,
      orders: 6,
      revenue: 180,
      revenue_share: 1,
      revenue_per_customer: 90,
      orders_per_customer: 3,
      recency_days: 4,
    },
  ],
  profile: [
    {
      segment_number: 1,
      segment: hostile,
      customers: 2,
      customer_share: 1,
      orders: 6,
      revenue: 180,
      revenue_share: 1,
      margin_share: null,
      revenue_per_customer: 90,
      orders_per_customer: 3,
      recency_days: 4,
    },
  ],
  contrasted: [
    {
      place: 1,
      left_side: hostile,
      right_side: hostile,
      part: hostile,
      baskets: 3,
      left_baskets: 3,
      lift: null,
      p_value_fdr: 0,
    },
  ],
  worth: [{ left_side: hostile, right_side: hostile, baskets: 3, value: 9, value_support: null, attach_value: 1 }],
  apart: [{ name: hostile, other_name: hostile, baskets: 0, expected: 5, lift: 0 }],
  together: [{ place: 1, left_side: hostile, right_side: hostile, baskets: 3, support: 0.5, confidence: 1, lift: 2 }],
  suggested: [
    { item_id: hostile, name: hostile, customers: 2, by_repeat: 0, by_rule: 1, by_pair: 0, by_popularity: 1 },
  ],
  rivals: [
    {
      ...{ model: hostile, auc: 0.8, auc_low: 0.7, auc_high: 0.9, brier: 0.1, logloss: 0.3, lift10: 2, is_chosen: 1 },
      ...{ reliability: 0.01, resolution: 0.02, p: null },
    },
  ],
  calls: [
    {
      ...{ place: 1, customer_id: hostile, score: 0.9, reason_1: hostile, reason_2: hostile, reason_3: null },
      ...{ expected_profit: 3, revenue: 10, last_order_date: '2024-01-31' },
    },
  ],
  churnRules: [{ rule: hostile, examples: 10, positives: 5, share: 0.5 }],
  churnNodes: [{ node: 1, parent: 0, depth: 0, answer: hostile, examples: 10, positives: 5, share: 0.5, is_leaf: 1 }],
  calibration: [{ stage: 'published', bin: 1, examples: 10, said: 0.4, came: 0.5 }],
  profits: [{ called: 1, share: 0.5, positives: 1, expected: 2, came: 3, is_best: 1 }],
  weights: [{ column_name: hostile, fall: 0.1, deviation: 0.01 }],
  ifs: [{ column_name: hostile, value: hostile, score: 0.5 }],
  learning: [{ examples: 10, auc: 0.7, auc_low: 0.6, auc_high: 0.8 }],
  drifts: [{ kind: 'column', column_name: hostile, stability_index: 0.3, moved: 'much' }],
  modelCard: [{ subject: 'data', text: hostile }],
  contest: [],
  labels: [],
  labelled: [],
  gaps: [{ of_ten: 9, at_most_days: 111 }],
  fairness: [
    {
      column_name: hostile,
      group_name: hostile,
      examples: 9,
      auc: null,
      selected: 0.1,
      selected_positives: null,
      selected_negatives: 0.2,
      said: 0.3,
      came: 0.4,
    },
  ],
  reach: [{ part: 1, examples: 10, rate: 0.5, lift: 2, gain: 0.4, ks: 0.3 }],
  traits: [{ segment_number: 1, column_name: hostile, mean: 90, deviations: -0.5 }],
  rules: [
    { segment: hostile, words: hostile, customers: 2, right_share: 1, segment_share: 1 },
    { segment: 'Rest', words: 'orders at most 4', customers: 2, right_share: 0.5, segment_share: 1 },
  ],
  attributes: [
    {
      segment_number: 1,
      segment: hostile,
      column_name: hostile,
      value: hostile,
      words: hostile,
      here: 0.5,
      everyone: 0.25,
      lift: 2,
      deviations: 0.6,
      p_adjusted: 0.01,
    },
  ],
  stages: [{ stage: hostile, words: hostile, customers: 1, segments: 1 }],
  drift: [{ kind: 'column', name: hostile, stability_index: 0.1, then_distance: null, now_distance: null }],
  mix: [{ segment_number: 1, kind: 'product', member: hostile, share: 0.5, lift: 2 }],
  movement: [
    { model: 'rfm', from_segment: hostile, to_segment: 'Rest', customers: 1 },
    { model: 'rfm', from_segment: 'Rest', to_segment: 'Rest', customers: 3 },
  ],
  movers: [
    {
      model: 'rfm',
      from_segment: hostile,
      to_segment: 'Rest',
      customer_id: hostile,
      generation: '000002',
      as_of: '2024-02-10',
    },
  ],
  grid: [{ r: 1, f: 1, customers: 2, revenue: 180, customer_share: 1, revenue_share: 1 }],
  curve: [0, 20, 100].map(percent => ({
    percent,
    customers: percent / 50,
    customer_share: percent / 100,
    revenue: 1.8 * percent,
    revenue_share: percent / 100,
  })),
  products: [
    {
      position: 1,
      product_id: 'p1',
      name: hostile,
      category: hostile,
      orders: 6,
      quantity: 6,
      revenue: 180,
      revenue_share: 1,
      return_share: 0,
      products: 1,
    },
  ],
  quality: [],
  refused: [],
  unknown: [],
};

it('has a heading over each cell of every table', () => {
  const page = renderPage(data, options)([hostile]).toString();
  const tables = page.split('<table').slice(1);
  expect(tables.length).toBeGreaterThan(25);
  for (const table of tables) {
    const [head = '', ...rows] = table.split('</table>')[0]?.split('<tr>').slice(1) ?? [];
    const widths = rows.map(row => row.match(/<t[hd]/g)?.length ?? 0);
    if (rows.length > 0) expect(head.match(/<th/g), table).toHaveLength(Math.max(...widths));
  }
});

const reason = executablePath ? 'in a browser' : 'in a browser, not run: no Chromium here (set CHROMIUM_PATH)';

describe.skipIf(!executablePath)(`the page ${reason}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  async function opened(settings: { width: number; colorScheme: 'light' | 'dark' }, shown = data) {
    const page = await browser.newPage({
      viewport: { width: settings.width, height: 800 },
      colorScheme: settings.colorScheme,
    });
    const events: string[] = [];
    page.on('console', message => events.push(`console: ${message.text()}`));
    page.on('pageerror', error => events.push(`error: ${error.message}`));
    page.on('request', request => events.push(`request: ${request.url()}`));
    await page.setContent(renderPage(shown, options)([hostile]), { waitUntil: 'load' });
    return { page, events };
  }

  it('makes no request, says nothing on the console, and text from data stays text', async () => {
    const { page, events } = await opened({ width: 1280, colorScheme: 'light' });
    expect(events).toEqual([]);
    expect(await page.title()).toBe(hostile);
    expect(await page.locator('h1').textContent()).toBe(hostile);
    expect(await page.locator('table td', { hasText: 'onerror' }).first().textContent()).toBe(hostile);
    expect(await page.locator('script, img').count()).toBe(0);
    await page.close();
  });

  it('has one h1, headings in order, names on every chart, a table behind each, and no id twice', async () => {
    const { page } = await opened({ width: 1280, colorScheme: 'light' });
    const levels = (await page.locator('h1, h2, h3').evaluateAll(all => all.map(one => one.tagName))).join(' ');
    expect(levels).toMatch(/^H1( H2( H3)*)+$/);
    expect(await page.getByRole('img').count()).toBe(17);
    expect(await page.locator('figure:has(details tbody tr) svg:has(> title + desc)').count()).toBe(17);
    const ids = await page.locator('[id]').evaluateAll(all => all.map(one => one.id));
    expect(new Set(ids).size).toBe(ids.length);
    await page.close();
  });

  it('shows movement between eleven segments whole, on a screen and on A4', async () => {
    const best = 'Champions, Loyal Customers, Potential Loyalist, New Customers, Promising, Need Attention';
    const segments = `${best}, About To Sleep, At Risk, Can't Lose Them, Lost, No value`.split(', ');
    const movement = segments.map(one => ({ model: 'rfm', from_segment: one, to_segment: one, customers: 1000 }));
    const { page } = await opened({ width: 1100, colorScheme: 'light' }, { ...data, movement });
    const wide =
      '[...document.querySelectorAll("#movement .scroll")].filter(one => one.scrollWidth > one.clientWidth).length';
    expect(await page.evaluate(wide)).toBe(0);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 680, height: 970 });
    expect(await page.evaluate(wide)).toBe(0);
    await page.close();
  });

  it('fits a telephone and turns dark with the reader', async () => {
    const { page } = await opened({ width: 360, colorScheme: 'dark' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(20, 22, 26)');
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(27, 30, 36)');
    await page.close();
  });
});
