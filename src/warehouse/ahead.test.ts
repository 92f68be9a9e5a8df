import { afterAll, expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';

// A hotel tells the nights of a stay when the guest arrives: on 5 March those up to the 7th.
const bench = workbench(
  `
sources: { folio: { files: folio.csv } }
entities:
  order_line: [{ source: folio, columns: { order_id: stay, ordered_at: night, customer_id: who, net_amount: price } }]
`,
  { 'folio.csv': 'stay,night,who,price\n1,2026-03-05,A,80\n1,2026-03-06,A,80\n1,2026-03-07,A,80\n' },
);
afterAll(() => bench.close());

async function warned(moment: string, more: object = {}): Promise<string[]> {
  const { warnings } = await bench.run({ now: () => new Date(moment), ...more });
  return warnings.filter(words => words.includes('looked back'));
}

it('an as-of date that has come nowhere yet is told, unless somebody named it', async () => {
  expect(await warned('2026-03-06T09:00:00Z')).toEqual([
    expect.stringMatching(/^all is looked back from 2026-03-07, .* yet to come: .*--as-of/),
  ]);
  // From 10:00 UTC on it is the 7th in Kiritimati.
  expect(await warned('2026-03-06T10:00:00Z', { force: true })).toEqual([]);
  expect(await warned('2026-03-04T09:00:00Z', { asOf: '2026-03-06' })).toEqual([]);
});
