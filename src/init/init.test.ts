import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadProject } from '../project/load.js';
import { initial } from './init.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-init-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let cases = 0;

/** A folder of files, what init makes of them, and how the project's own loader reads that. */
async function drafted(files: Record<string, string | Buffer>, set: Record<string, string> = {}) {
  const { dir, ...found } = await written(files);
  const { config } = await loadProject(dir, { set, env: {} });
  return { ...found, config };
}

async function written(files: Record<string, string | Buffer>) {
  const dir = join(folder, `case-${++cases}`);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  const found = await initial(dir, []);
  writeFileSync(join(dir, 'custometry.yaml'), found.text);
  return { ...found, dir };
}

describe('a first project file', () => {
  it('of one file of orders has their columns, and says that no currency was seen', async () => {
    const { text } = await drafted({
      'orders.csv':
        'Order ID,Order Date,Customer ID,SKU,Quantity,Unit Price\n1001,2026-01-31,C1,A1,2,3.50\n1002,2026-02-01,C2,A1,1,3.50\n',
    });
    expect(
      text,
    ).toBe(`# Written by custometry init from the beginnings of the files. Where it says "check:" somebody who knows the data should look.
name: case-1
currency: EUR # check: nothing in the files names a currency

sources:
  orders:
    files: orders.csv

entities:
  order_line:
    - source: orders
      columns:
        order_id: Order ID
        ordered_at: Order Date
        customer_id: Customer ID
        product_id: SKU
        quantity: Quantity
        unit_price: Unit Price
`);
  });

  it('reads German files of Windows, whose months are one source', async () => {
    const bon = (month: string) =>
      `Bonnr;Datum;Kundennr;Artikelnr;Menge;Betrag\n1;31.${month}.2026;0007;B1;1;1.234,50 €\n2;01.${month}.2026;0008;B2;2;7,00 €\n`;
    const { config } = await drafted({
      'bons_2026-01.csv': bon('01'),
      'bons_2026-03.csv': bon('03'),
      'Kunden.csv': Buffer.from('Kundennr;Nachname;Straße\n0007;Müller;Weg 1\n0008;Größ;Weg 2\n', 'latin1'),
    });
    expect(config.currency).toBe('EUR');
    expect(config.sources.kunden).toMatchObject({ encoding: 'windows-1252', delimiter: ';' });
    expect(config.sources.bons).toMatchObject({ files: ['bons_*.csv'], delimiter: ';' });
    expect(config.entities.customer?.[0]?.columns.street).toEqual({ from: 'Straße' });
    expect(config.entities.order_line?.[0]?.columns).toMatchObject({
      ordered_at: { from: 'Datum', formats: ['DD.MM.YYYY'] },
      net_amount: { from: 'Betrag', formats: ['1.234,50 €'] },
    });
  });

  it('does not guess whether day or month comes first where both fit every date', async () => {
    const files = { 'orders.csv': 'order_id,date,customer_id,amount\n1,03/04/2026,C1,5.00\n2,05/06/2026,C2,7.25\n' };
    await expect(drafted(files)).rejects.toThrow('date_format');
    const { config, text } = await drafted(files, { date_format: 'MM/DD/YYYY' });
    expect(text).toContain('# check: every value is a date both as DD/MM/YYYY and as MM/DD/YYYY');
    expect(config.entities.order_line?.[0]?.columns.ordered_at).toMatchObject({ formats: ['MM/DD/YYYY'] });
  });

  it('lists what it does not recognise without a mapping, says why a file is left out, and has the loader ask for orders', async () => {
    const given = { 'weather.csv': 'station,wind\nA,3\nB,4\n', 'letter.txt': 'Dear all,\nyours\n' };
    await expect(drafted(given)).rejects.toThrow('order_lines_source} has no value');
    const { text, files } = await written(given);
    expect(text).toContain('  weather:\n    # check: what these records are was not recognised');
    expect(files.find(({ file }) => file === 'letter.txt')?.note).toContain('no delimiter');
  });

  it('looks up the day of a line in the file that has it under the same key', async () => {
    const { config } = await drafted({
      'sales.csv': 'product_id,time_id,customer_id,store_sales,unit_sales\n1,7,1,2.50,1\n2,8,1,4.50,3\n',
      'time.csv': 'time_id,the_date\n7,2026-01-30\n8,2026-01-31\n',
    });
    expect(config.entities.order_line?.[0]?.columns).toMatchObject({
      order_id: { derive: 'customer_day' },
      ordered_at: { from: expect.stringContaining('max("_looked"."the_date") from "raw"."time"') },
    });
  });
});
