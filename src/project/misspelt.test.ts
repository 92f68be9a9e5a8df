import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { rounds } from '../../fixtures/rounds.js';
import { nearest } from '../nearest.js';
import { diagnose } from './diagnose.js';
import { readYaml } from './document.js';
import { keysOf, schemasAt } from './json-schema.js';

type Path = (string | number)[];

/** A file that uses every key of the schema at least once. */
const file = {
  name: 'Shop',
  currency: 'GBP',
  calendar: {
    time_zone: 'Europe/London',
    week_start: 'sunday',
    fiscal_start: 4,
    retail: { pattern: '4-4-5', ends: 'last', weekday: 'sunday', month: 'december' },
  },
  customers: { ids: 'shared' },
  products: { ids: 'shared', cost: 'unit_cost' },
  as_of: '2026-01-31',
  sources: {
    orders: {
      system: 'shop',
      files: ['orders.csv'],
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      quote: '"',
      header: false,
      columns: ['id', 'day', 'amount'],
      null_words: ['NA'],
      drift: 'freeze',
      duplicates: 'drop',
      optional: true,
      expect: { min_rows: 0, max_shrink: 1, fresh: { days: 2, action: 'stop' } },
      max_record_bytes: 4096,
    },
    people: { files: 'people.csv', complete: { key: 'id' } },
    notes: { files: 'notes.txt', format: 'lines', pattern: '(?<note>.*)' },
  },
  dimensions: {
    customer: { history: { name: 2 }, deletes: 'close' },
    product: { history: { brand: 1 } },
    store: { history: {} },
    channel: { history: {} },
  },
  entities: {
    customer: [{ source: 'people', columns: { customer_id: 'id', name: 'name' } }],
    order_line: [
      {
        source: 'orders',
        where: 'amount is not null',
        told_again: 'replace_order',
        columns: {
          order_id: {
            from: 'id',
            type: 'id',
            formats: ['17850.0'],
            null_words: ['-'],
            default: 'none',
            personal: 'none',
          },
          ordered_at: 'day',
          net_amount: 'amount',
        },
        rules: [
          {
            name: 'sane',
            column: 'net_amount',
            between: [0, 1000],
            action: 'default',
            default: 0,
            limit: { count: 5, share: 0.1 },
          },
          { column: 'net_amount', required: true },
          { column: 'net_amount', type: true },
          { column: 'order_id', in: ['a'] },
          { column: 'order_id', matches: '^a' },
          { column: 'order_id', references: 'customer' },
          { sql: 'net_amount > 0' },
        ],
      },
    ],
  },
  tables: { memo: { source: 'notes', types: { note: 'text' } } },
  cubes: { shadow: 0.5, remember: false },
  limits: {
    quarantine: { count: 1, share: 0.5 },
    amount_missing: { count: 1, share: 0.5 },
    run: { time: '2h', disk: '5GB' },
  },
  rfm: {
    method: 'fixed',
    bound: 'quantile',
    refit: { drift: 0.1 },
    bins: { recency: 2, frequency: 2, monetary: 2 },
    bounds: { recency: [30], frequency: [1], monetary: [100] },
    orders: 'all',
    segments: [{ name: 'Best', recency: [2, 2], frequency: [2, 2], monetary: [1, 2] }],
    no_value: 'None',
    other: 'Rest',
  },
  basket: {
    contrast: 'quarter',
    value: 'margin',
    support: 0.05,
    confidence: 0.5,
    length: 3,
    largest: 100,
    rules: 50,
    unit: 'session',
    window: '7d',
    categories: true,
    suggestions: 3,
    similarity: 'llr',
    half_life: '90d',
    repurchase: 0.4,
    suggest: {
      exclude_products: ['A-1'],
      exclude_categories: ['Gifts'],
      per_category: 2,
      min_price: 2,
      rank: 'margin',
      per_product: 100,
    },
    refit: 'never',
  },
  churn: {
    by: 'attribute',
    attribute: 'name',
    left: ['closed'],
    observation_days: 180,
    gap_days: 14,
    outcome_days: 60,
    attributes: 'told',
    dates: 3,
    columns: ['revenue'],
    complexity: 0.02,
    threshold: 0.4,
    least: 50,
    offer: { cost: 5, success_rate: 0.3, value: 'revenue' },
    fairness: ['gender'],
    allow_leak: ['revenue'],
    seed: 3,
    refit: 'never',
  },
  segment: {
    missing: 'refuse',
    stages: [{ name: 'Good', when: { tier: { is: ['gold'] }, revenue: { above: 5, up_to: 9000 } } }, { name: 'Rest' }],
    categories: ['country'],
    centers: 'means',
    k: 5,
    columns: ['revenue'],
    scale: 'robust',
    log: 'none',
    winsor: 0.05,
    starts: 5,
    seed: 7,
    refit: 'never',
  },
  report: { title: 'Shop', audience: ['name'] },
  generations: { keep: 5 },
  engine: { threads: 2, memory: '4GB' },
  schedule: { at: ['30 2 * * *'], time_zone: 'Europe/London', night_of: 'same_day', tries: 5 },
  notify: [
    {
      on: ['failure'],
      mail: {
        host: 'mail.example.com',
        port: 25,
        tls: false,
        user: 'shop',
        password: `$${'{MAIL}'}`,
        from: 'shop@example.com',
        to: ['ann@example.com'],
        timeout: '5s',
        tries: 1,
      },
    },
    {
      mail: {
        host: 'mail.example.com',
        user: 'shop',
        password_file: 'mail',
        from: 'a@example.com',
        to: 'b@example.com',
      },
    },
    { webhook: { url: 'https://example.com/hook', headers: { accept: '*/*' }, timeout: '5s', tries: 1 } },
    { file: { path: 'status.json' } },
  ],
};

/** Every key that the schema names, with the path that leads to it. */
function namedKeys(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => namedKeys(one, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  const known = new Set(keysOf(schemasAt(path)));
  return Object.entries(value).flatMap(([key, one]) => [
    ...(known.has(key) ? [[...path, key]] : []),
    ...namedKeys(one, [...path, key]),
  ]);
}

function rename(value: unknown, names: Map<string, string>, path: Path = []): unknown {
  if (Array.isArray(value)) return value.map((one, index) => rename(one, names, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => {
    const here = [...path, key];
    return [names.get(JSON.stringify(here)) ?? key, rename(one, names, here)];
  });
  return Object.fromEntries(entries);
}

const letters = 'abcdefghijklmnopqrstuvwxyz_';

/** One slip of the finger: a letter too many, too few, another one, or two changed over. */
const slip = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'replace', 'swap'),
  at: fc.nat(20),
  letter: fc.constantFrom(...letters),
});

function slipped(key: string, { kind, at, letter }: { kind: string; at: number; letter: string }): string {
  const index = at % key.length;
  const [before, after] = [key.slice(0, index), key.slice(index)];
  if (kind === 'insert') return before + letter + after;
  if (kind === 'delete') return before + after.slice(1);
  if (kind === 'replace') return before + letter + after.slice(1);
  return before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2);
}

const keys = namedKeys(file);
/** Of a single letter nothing is left to guess from. */
const guessable = keys.filter(path => String(path.at(-1)).length > 1);

describe('misspelt keys', () => {
  it('the file of this test is right, and uses every key', () => {
    expect(diagnose(readYaml(stringify(file))).issues).toEqual([]);
    const used = new Set(keys.map(path => path.at(-1)));
    const all = ['rfm', 'segment', 'sources', 'calendar', 'report', 'engine', 'schedule'].flatMap(section =>
      keysOf(schemasAt([section])),
    );
    expect(all.filter(key => !used.has(key))).toEqual([]);
    expect(keysOf(schemasAt([])).filter(key => !used.has(key))).toEqual([]);
  });

  it('each of any number of them is found, with the name that was meant', () => {
    const slips = fc.uniqueArray(fc.tuple(fc.nat(guessable.length - 1), slip), {
      selector: ([index]) => index,
      maxLength: 12,
    });
    fc.assert(
      fc.property(slips, chosen => {
        const wrong = chosen.flatMap(([index, how]) => {
          const path = guessable[index] as Path;
          const key = String(path.at(-1));
          const written = slipped(key, how);
          const siblings = keysOf(schemasAt(path.slice(0, -1)));
          // A slip that is as near to another key may have meant that one.
          const others = siblings.filter(one => one !== key && nearest(written, [one], 1) !== undefined);
          return written === '' || siblings.includes(written) || others.length > 0 ? [] : [{ path, key, written }];
        });
        const text = stringify(
          rename(file, new Map(wrong.map(({ path, written }) => [JSON.stringify(path), written]))),
        );
        const found = diagnose(readYaml(text)).issues.map(issue => `${issue.found} → ${issue.nearest}`);
        expect(found.sort()).toEqual(wrong.map(({ key, written }) => `${written} → ${key}`).sort());
      }),
      { numRuns: rounds(20), seed: 8 },
    );
  });
});
