import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rounds } from '../fixtures/rounds.js';
import { stageBench } from '../fixtures/workbench.js';
import { unportable } from '../src/plan/words.js';

/** What is delivered: lines of orders that are right or not, some with postage; and records that say nothing of an order. */
interface Line {
  order: string;
  nr: string;
  amount: string;
  postage: string;
  keep: string;
}

/** One file of a source: a path that comes again takes the place of the one before. */
interface Told {
  source: 'orders' | 'tills';
  place: number;
  lines: Line[];
}

interface Company {
  orders: 'replace_order' | 'replace_line';
  tills: 'add' | 'replace_order';
  nights: Told[][];
}

const line: fc.Arbitrary<Line> = fc.record({
  order: fc.constantFrom('A', 'B', 'C'),
  nr: fc.constantFrom('', '1', '2', '3'),
  amount: fc.constantFrom('1', '2', '3', 'bad'),
  postage: fc.constantFrom('', '', '4'),
  keep: fc.constantFrom('y', 'y', 'y', 'n'),
});

const told: fc.Arbitrary<Told> = fc.record({
  source: fc.constantFrom('orders', 'orders', 'tills'),
  place: fc.integer({ min: 0, max: 12 }),
  lines: fc.array(line, { minLength: 1, maxLength: 5 }),
});

const company: fc.Arbitrary<Company> = fc.record({
  orders: fc.constantFrom('replace_order', 'replace_line'),
  tills: fc.constantFrom('add', 'replace_order'),
  nights: fc.array(fc.uniqueArray(told, { minLength: 1, maxLength: 3, selector: one => one.source + one.place }), {
    minLength: 2,
    maxLength: 4,
  }),
});

const project = ({ orders, tills }: Company) => `
sources:
  orders: { system: shop, files: 'orders-*.csv', optional: true, expect: { min_rows: 0, max_shrink: 1 } }
  tills: { system: shop, files: 'tills-*.csv', optional: true, expect: { min_rows: 0, max_shrink: 1 } }
entities:
  order_line:
    - source: orders
      where: keep = 'y'
      told_again: ${orders}
      columns: { order_id: "order", line_number: nr, ordered_at: { default: '2024-01-01' }, net_amount: amount }
    - source: orders
      where: keep = 'y' and postage <> ''
      told_again: ${orders}
      columns: { order_id: "order", line_number: nr, ordered_at: { default: '2024-01-01' }, net_amount: postage, kind: { default: shipping } }
    - source: tills
      where: keep = 'y'
      told_again: ${tills}
      columns: { order_id: "order", line_number: nr, ordered_at: { default: '2024-01-01' }, net_amount: amount }
`;

/** A line that was accepted, by hand. */
interface Accepted extends Pick<Line, 'order' | 'nr'> {
  mapping: number;
  source: string;
  night: number;
  file: string;
  row: number;
}

const fileOf = ({ source, place }: Told) => `${source}-${place}.csv`;

/** By hand: of each path the last version; of each record what its mappings accept. */
function accepted({ nights }: Company): Accepted[] {
  const files = new Map<string, { one: Told; night: number }>();
  nights.forEach((night, at) => {
    for (const one of night) {
      const before = files.get(fileOf(one))?.one.lines;
      if (JSON.stringify(before) !== JSON.stringify(one.lines)) files.set(fileOf(one), { one, night: at });
    }
  });
  return [...files].flatMap(([file, { one, night }]) =>
    one.lines.flatMap(({ order, nr, amount, postage, keep }, at) => {
      if (keep === 'n') return [];
      const from = { order, nr, source: one.source, night, file, row: at + 1 };
      const goods = amount === 'bad' ? [] : [{ ...from, mapping: one.source === 'orders' ? 0 : 2 }];
      return postage !== '' && one.source === 'orders' ? [...goods, { ...from, mapping: 1 }] : goods;
    }),
  );
}

/** By hand: whether no later file of the source tells the order, or the line, again. */
function stands(one: Accepted, all: Accepted[], { orders, tills }: Company): boolean {
  const policy = one.source === 'orders' ? orders : tills;
  if (policy === 'add' || (policy === 'replace_line' && one.nr === '')) return true;
  return !all.some(
    other =>
      other.source === one.source &&
      other.order === one.order &&
      (policy === 'replace_order' || other.nr === one.nr) &&
      (other.night > one.night || (other.night === one.night && other.file > one.file)),
  );
}

it('of an order that later files tell again the last one stands, whatever is refused, skipped or superseded', async () => {
  let replaced = 0;
  await fc.assert(
    fc.asyncProperty(company, async given => {
      const nights = given.nights.map(night => Object.fromEntries(night.map(one => [fileOf(one), csv(one.lines)])));
      const bench = await stageBench(project(given), ...nights);
      try {
        for (const [table, select] of bench.selects)
          if (/order_line|account/.test(table)) expect(unportable(select)).toEqual([]);
        const all = accepted(given);
        const wanted = all.filter(one => stands(one, all, given));
        const found = await bench.rows('select _mapping, _source, _file, _row from stage.order_line');
        expect(found.map(row => Object.values(row).join(' ')).sort()).toEqual(
          wanted.map(({ mapping, source, file, row }) => [mapping, source, file, row].join(' ')).sort(),
        );
        const [sums] =
          await bench.rows(`select cast(sum(accepted) as bigint) as accepted, cast(sum(replaced) as bigint) as replaced,
          bool_and(landed = accepted + quarantined + repeats + skipped) as holds from stage.account`);
        expect(sums).toEqual({ accepted: all.length, replaced: all.length - wanted.length, holds: true });
        replaced += all.length - wanted.length;
      } finally {
        bench.close();
      }
    }),
    { seed: 1, numRuns: rounds(7) },
  );
  expect(replaced).toBeGreaterThan(rounds(7));
});

function csv(lines: Line[]): string {
  const rows = lines.map(({ order, nr, amount, postage, keep }) => [order, nr, amount, postage, keep].join(','));
  return `${['order,nr,amount,postage,keep', ...rows].join('\n')}\n`;
}
