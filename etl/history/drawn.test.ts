import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type DrawnFile,
  type DrawnHistory,
  drawnHistory,
  drawnProject,
  drawnText,
} from '../../fixtures/drawn-history.js';
import { HistoryTruth, shownColumns } from '../../fixtures/history-truth.js';
import { rounds } from '../../fixtures/rounds.js';
import { type StarBench, starBench } from '../../fixtures/star-bench.js';

/*
 * Truth: loops over the records of a drawn company, one member after the other (fixtures/history-truth.ts), and over what was bought and
 * paid (fixtures/money-truth.ts). Its files come late, again, with deletions, without columns, several a night; its clock goes back; what
 * was told is told otherwise, and who was gone comes back.
 */
const dimensions = ['customer', 'product'];
const facts = ['order_line', 'payment', 'subscription', 'order'].map(name => `dw.fact_${name}`);
const wanted = [...dimensions.map(name => `dw.dim_${name}`), ...facts, 'mart.customer_month', 'check.version_span'];

it('every version of every member and every fact is what loops over the records say, night after night, and from nothing', async () => {
  let versions = 0;
  await fc.assert(
    fc.asyncProperty(drawnHistory, async drawn => {
      const dir = mkdtempSync(join(tmpdir(), 'custometry-histories-'));
      try {
        writeFileSync(join(dir, 'custometry.yaml'), drawnProject(drawn));
        const [bench, truth] = [await starBench(dir, wanted), new HistoryTruth(drawn)];
        let now = Date.UTC(2024, 1, 27, 2);
        for (const { files, hours } of drawn.nights) {
          deliver(dir, files);
          await bench.night(new Date(now));
          truth.night(new Date(now), files);
          expect(await standing(bench, drawn)).toEqual({
            customer: truth.versions('customer'),
            product: truth.versions('product'),
            ...truth.facts(),
          });
          now += hours * 3_600_000;
        }
        versions += truth.versions('customer').length;
        const grown = Object.fromEntries(await bench.contents());
        await bench.clear();
        await bench.night(new Date(now));
        expect(Object.fromEntries(await bench.contents())).toEqual(grown);
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    }),
    { seed: Number(process.env.CUSTOMETRY_SEED ?? 1), numRuns: rounds(1), endOnFailure: true },
  );
  expect(versions).toBeGreaterThan(rounds(50));
});

function deliver(dir: string, files: DrawnFile[]): void {
  for (const file of files) writeFileSync(join(dir, file.path), drawnText(file));
}

/** The rows that stand, as the truth tells them: times as numbers, since half a millisecond is seen in no text. */
async function standing(bench: StarBench, drawn: DrawnHistory) {
  const lines = async (select: string) =>
    (await bench.rows(select)).map(row => JSON.stringify(Object.values(row))).sort();
  const versions = (dimension: string) => `
    select ${dimension}_id, ${['valid_from', 'valid_to', 'described_from', 'known_from'].map(microseconds).join(', ')},
      is_current, is_inferred, is_deleted, ${dimension}_key, durable_key, current_key,
      cast(_batch as integer) as batch, _file, _row, ${shownColumns(drawn, dimension).join(', ')}
    from dw.dim_${dimension} where ${dimension}_key > 0`;
  return {
    customer: await lines(versions('customer')),
    product: await lines(versions('product')),
    lines:
      await lines(`select _file, _row, order_id, line_number, customer_key, customer_durable_key, product_key, product_durable_key, kind,
      ${texts('quantity', 'net_amount', 'currency', 'net_amount_reporting', 'cost_amount_reporting', 'discount_amount_reporting')}
      from dw.fact_order_line`),
    payments: await lines(`select payment_id, order_id, customer_key, customer_durable_key, ${microseconds('paid_at')},
      ${texts('amount', 'currency', 'amount_reporting')}, _file, _row from dw.fact_payment`),
    subscriptions: await lines(`select subscription_id, customer_key, customer_durable_key,
      ${texts('started_on', 'monthly_amount', 'currency', 'monthly_amount_reporting')}, _file, _row from dw.fact_subscription`),
    orders: await lines(`select order_id, customer_key, customer_durable_key,
      ${['ordered_at', 'first_sold_at', 'paid_at', 'shipped_at', 'returned_at'].map(microseconds).join(', ')},
      paid_lag_days, shipped_lag_days, returned_lag_days, cast(lines as integer) as lines, cast(payments as integer) as payments,
      ${texts('currency', 'net_amount', 'net_amount_reporting', 'paid_amount', 'paid_amount_reporting')} from dw.fact_order`),
    months: await lines(`select customer_key, customer_durable_key, cast(month_start as varchar) as month_start,
      cast(orders as integer) as orders, cast(sale_orders as integer) as sale_orders,
      ${texts('quantity', 'revenue', 'return_amount', 'cost_amount', 'paid_amount', 'opening_balance', 'closing_balance', 'average_balance')}
      from mart.customer_month`),
  };
}

const microseconds = (name: string) => `cast(epoch_us(${name}) as double) as ${name}`;
const texts = (...names: string[]) => names.map(name => `cast(${name} as varchar) as ${name}`).join(', ');
