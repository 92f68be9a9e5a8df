import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.js';
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

  it('of what lacks a column that its entity needs asks for it, and cannot be run before', async () => {
    const { text, dir } = await written({
      'refunds.csv':
        'Order,Line,Refunded,Booked,Amount,Sku\n1,1,01.03.2026 08:05,02.03.2026,12.50,P1\n2,1,31.03.2026 09:00,31.03.2026,7.00,P2\n',
      'payments.csv': 'order,paid at,amount\n1,2026-03-02,12.50\n2,2026-03-31,7.00\n',
    });
    expect(
      text,
    ).toContain(`        # check: no column was recognised as this: write its name in place of \${refunds_ordered_at}
        ordered_at: '\${refunds_ordered_at}'
`);
    const unfilled = expect(loadProject(dir, { env: {} })).rejects;
    await unfilled.toThrow('refunds_ordered_at} has no value');
    await unfilled.toThrow('payments_payment_id} has no value');
    const set = { refunds_ordered_at: 'Refunded', payments_payment_id: 'order' };
    const { config } = await loadProject(dir, { set });
    expect(config.entities.order_line?.[0]?.columns.ordered_at).toMatchObject({ from: 'Refunded' });
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

  it('reads a number by how often it can be read, and loses no record to one stray byte', async () => {
    const line = (at: number) => `${at},2026-01-05,C1,${at % 4},2.50\n`;
    const lines = Array.from({ length: 1000 }, (_, at) => line(at)).join('');
    const dirt = '1001,2026-01-05,C1,two,2.50\n1002,2026-01-05,C1,none,2.50\n1003,2026-01-05,C\xe91,1,2.50\n';
    const { config } = await drafted({
      'orders-1.csv': `order_id,date,customer_id,quantity,unit_price\n${lines}`,
      'orders-2.csv': Buffer.from(`order_id,date,customer_id,quantity,unit_price\n${dirt}`, 'latin1'),
    });
    expect(config.entities.order_line?.[0]?.columns.quantity).toEqual({ from: 'quantity' });
    expect(config.sources).toMatchObject({ orders: { files: ['orders-*.csv'], encoding: 'windows-1252' } });
  });

  it('does not guess whether day or month comes first where both fit every date', async () => {
    const files = { 'orders.csv': 'order_id,date,customer_id,amount\n1,03/04/2026,C1,5.00\n2,05/06/2026,C2,7.25\n' };
    await expect(drafted(files)).rejects.toThrow('date_format');
    const { config, text } = await drafted(files, { date_format: 'MM/DD/YYYY' });
    expect(text).toContain('# check: every value is a date both as DD/MM/YYYY and as MM/DD/YYYY');
    expect(config.entities.order_line?.[0]?.columns.ordered_at).toMatchObject({ formats: ['MM/DD/YYYY'] });
  });

  it('reads days as they are written in Chinese', async () => {
    const { config } = await drafted({
      'orders.csv': 'order_id,date,customer_id,amount\n1,2026年3月14日 08:05,C1,5.00\n2,2026年11月6日 23:10,C2,7.25\n',
    });
    expect(config.entities.order_line?.[0]?.columns.ordered_at).toMatchObject({ formats: ['YYYY年M月D日 HH:mm'] });
  });

  it('reads English names of months, as web servers write them', async () => {
    const head = 'order_id,date,customer_id,amount,paid_at';
    const { config } = await drafted({
      'orders.csv': `${head}\n1,15/Mar/2025:10:00:01 +0100,C1,5.00,"March 5, 2025"\n2,01/Apr/2025:09:30:00 +0200,C2,7.25,"April 12, 2025"\n`,
      'customers.csv': 'customer_id,birth_date\nC1,1980-Jan-05\nC2,1975-Dec-31\n',
    });
    expect(config.entities.order_line?.[0]?.columns.ordered_at).toMatchObject({ formats: ['DD/MMM/YYYY:HH:mm:ss Z'] });
    expect(config.entities.customer?.[0]?.columns.birth_date).toMatchObject({ formats: ['YYYY-MMM-DD'] });
  });

  it('lists what it does not recognise without a mapping, says why a file is left out, and has the loader ask for orders', async () => {
    const given = { 'weather.csv': 'station,wind\nA,3\nB,4,5\n', 'letter.txt': 'Dear all,\nyours\n' };
    await expect(drafted(given)).rejects.toThrow('order_lines_source} has no value');
    const { text, files } = await written(given);
    expect(text).toContain('  weather:\n    # check: what these records are was not recognised');
    const notes = ['letter.txt', 'weather.csv'].map(name => files.find(({ file }) => file === name)?.note);
    expect(notes).toEqual([expect.stringContaining('no delimiter'), '1 record not as wide as its header']);
  });

  it('says that a file has a title above its header', async () => {
    const record = (at: number) => `${at},2026-01-0${at},C${at},5.00`;
    const lines = ['order_id,order_date,customer_id,total', ...[1, 2, 3, 4].map(record), ''];
    const given = { 'report.csv': ['Sales', 'January 2026', '', ...lines].join('\n') };
    await expect(written(given)).rejects.toThrow('its header is line 4: take out what stands above it');
  });

  it('says of every file of a folder why it is left out, and looks into one that is named', async () => {
    const lines = 'order_id,order_date,customer_id,amount\n1,2026-01-31,C1,3.50\n';
    const { files, dir } = await written({
      'custometry.yaml': '',
      'orders.csv': lines,
      'access.log.20250315': lines,
      'notes/letter.docx': 'Dear all',
    });
    expect(files.map(({ file, source, note }) => [file, source, note.split(';')[0]])).toEqual([
      ['access.log.20250315', null, expect.stringContaining('its name does not end as one of records (.csv, ')],
      ['letter.docx', null, expect.stringContaining('its name does not end as one of records')],
      ['orders.csv', 'orders', ''],
    ]);
    const named = await initial(dir, [join(dir, 'access.log.20250315')]);
    expect(named.files).toMatchObject([{ file: 'access.log.20250315', entity: 'order_line', records: 1 }]);
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

  it('reads files whose header has grown as one source, whose lines are numbered but for some', async () => {
    const head = 'order_id,line,ordered_at,customer_id,sku,amount';
    const { config, decisions, text } = await drafted({
      'orders-2026-01-05.csv': `${head}\n1,1,2026-01-05,C1,P1,2.50\n1,2,2026-01-05,C1,P2,3.50\n1,2,2026-01-05,C1,P2,3.50\n`,
      'orders-2026-01-06.csv': `${head},coupon\n2,1,2026-01-06,C2,P1,2.50,\n2,1,2026-01-06,C2,P9,9.90,X\n`,
    });
    expect(config.sources).toMatchObject({ orders: { files: ['orders-*.csv'], duplicates: 'drop' } });
    expect(config.entities.order_line?.[0]?.columns).not.toHaveProperty('line_number');
    expect(decisions).toEqual([
      'in orders, 1 record has the order and line number of another one and differs from it: line_number is left out, so that each counts; to count one, refuse the other by a rule and write line_number: line',
    ]);
    expect(text).toContain(`# check: ${decisions[0]}`);
  });

  it('asks what it means that files tell lines of an order again', async () => {
    const head = 'order_id,line,ordered_at,customer_id,sku,amount';
    const files = {
      'orders-2026-01-05.csv': `${head}\n1,1,2026-01-05,C1,P1,2.50\n1,2,2026-01-05,C1,P2,3.50\n`,
      'orders-2026-01-06.csv': `${head}\n1,1,2026-01-05,C1,P1,2.50\n1,2,2026-01-05,C1,P2,3.00\n2,1,2026-01-06,C2,P1,2.50\n`,
    };
    const { config, decisions, text } = await drafted(files, { orders_told_again: 'replace_order' });
    expect(config.entities.order_line?.[0]).toMatchObject({
      told_again: 'replace_order',
      columns: { line_number: { from: 'line' } },
    });
    expect(decisions).toEqual([
      expect.stringMatching(
        /^of orders, 2 lines are told again .* in place of \$\{orders_told_again\} write replace_order where/,
      ),
    ]);
    expect(text).toContain(`# check: ${decisions[0]}`);
    await expect(drafted(files)).rejects.toThrow('orders_told_again');
  });

  it('counts orders once where one file has their sums and another their lines', async () => {
    const { config, decisions } = await drafted({
      'orders.csv':
        'order_id,ordered_at,customer_id,total\n1,2026-01-05,C1,6.00\n2,2026-01-06,C2,2.50\n3,2026-01-06,C2,1.00\n',
      'order_lines.csv': 'order_id,product_id,quantity,unit_price\n1,P1,1,2.50\n1,P2,1,3.50\n2,P1,1,2.50\n',
    });
    expect(config.entities.order_line?.map(({ source }) => source)).toEqual(['order_lines']);
    expect(config.entities.order_header?.map(({ source }) => source)).toEqual(['orders']);
    expect(decisions).toEqual([
      '2 of the 3 order numbers seen in orders are in order_lines too: it is not read as order lines, so that they do not count twice; map it if it tells of others',
    ]);
  });

  it('reads the heads of orders beside their lines, which of them are cancelled, and a price without a quantity as an amount', async () => {
    const { config } = await drafted({
      'orders.csv':
        'order_id,customer_id,order_status,purchased_at\n1,C1,delivered,2026-01-05\n2,C2,canceled,2026-01-06\n3,C1,shipped,2026-01-07\n',
      'order_items.csv': 'order_id,order_item_id,product_id,price\n1,1,P1,2.50\n1,2,P2,3.50\n2,1,P1,2.50\n',
    });
    expect(config.entities.order_header?.[0]?.columns).toMatchObject({
      ordered_at: { from: 'purchased_at' },
      customer_id: { from: 'customer_id' },
      cancelled: { from: `"order_status" in ('canceled')` },
    });
    const [lines] = config.entities.order_line ?? [];
    expect(lines?.columns).toMatchObject({ line_number: { from: 'order_item_id' }, net_amount: { from: 'price' } });
    expect(lines?.columns).not.toHaveProperty('ordered_at');
    expect(config.entities.product).toBeUndefined();
  });

  it('reads the tables of a web shop: when an order was created, and products by the number that its lines have', async () => {
    const { config } = await drafted({
      'orders.csv':
        'id,user_id,status,created_at,total\n1,1,paid,2026-01-05T10:00:00Z,5.00\n2,2,paid,2026-01-06T10:00:00Z,2.50\n3,1,void,2026-01-07T10:00:00Z,1.00\n',
      'order_items.csv':
        'id,order_id,product_id,quantity,price\n1,1,7,1,2.50\n2,1,8,1,2.50\n3,2,7,1,2.50\n4,3,8,1,1.00\n',
      'products.csv': 'id,sku,title\n7,A-7,Pen\n8,A-8,Cup\n',
      'users.csv': 'id,email,created_at\n1,a@x.example,2025-01-05T10:00:00Z\n2,b@x.example,2025-01-06T10:00:00Z\n',
    });
    expect(config.entities.order_header?.[0]?.columns).toMatchObject({
      order_id: { from: 'id' },
      ordered_at: { from: 'created_at' },
      cancelled: { from: `"status" in ('void')` },
    });
    expect(config.entities.order_line?.map(({ source }) => source)).toEqual(['order_items']);
    expect(config.entities.product?.[0]?.columns).toMatchObject({ product_id: { from: 'id' }, sku: { from: 'sku' } });
    expect(config.entities.customer?.[0]?.columns).toMatchObject({ registered_on: { from: 'created_at' } });
  });

  it('reads lines of orders that name no product it knows', async () => {
    const { config } = await drafted({
      'Invoice.csv':
        'InvoiceId,CustomerId,InvoiceDate,Total\n1,1,2026-01-05 00:00:00,2.97\n2,2,2026-01-06 00:00:00,0.99\n',
      'InvoiceLine.csv':
        'InvoiceLineId,InvoiceId,TrackId,UnitPrice,Quantity\n1,1,5,0.99,2\n2,1,6,0.99,1\n3,2,5,0.99,1\n',
    });
    expect(config.entities.order_header?.[0]?.source).toBe('invoice');
    expect(config.entities.order_line?.[0]).toMatchObject({ source: 'invoiceline' });
  });

  it('reads an export of orders by name, whose customers have no number but an address, which no list may show', async () => {
    const head = 'Name,Email,Currency,Subtotal,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku';
    const { config } = await drafted({
      'orders_export.csv': `${head}\n#1001,Ann@x.example,EUR,8.00,2026-01-05 10:00:00 +0100,1,Pen,3.00,A-7\n#1001,Ann@x.example,,,2026-01-05 10:00:00 +0100,1,Cup,5.00,A-8\n#1002,,EUR,3.00,2026-01-06 10:00:00 +0100,1,Pen,3.00,A-7\n`,
    });
    const [line] = config.entities.order_line ?? [];
    expect(line?.columns).toMatchObject({
      order_id: { from: 'Name' },
      product_id: { from: 'Lineitem sku' },
      quantity: { from: 'Lineitem quantity' },
      unit_price: { from: 'Lineitem price' },
      customer_id: { from: `case when trim("Email") <> '' then md5(lower(trim("Email"))) end` },
    });
    // The sum of the order stands in its first line only.
    expect(line?.columns).not.toHaveProperty('net_amount');
    expect(config.entities.customer?.[0]?.where).toBe(`${line?.columns.customer_id?.from} is not null`);
  });

  it('takes the one column of dates for when something was bought, and a sale of one customer and day for an order', async () => {
    const { config } = await drafted({
      'transactions.csv': 't_dat,customer_id,article_id,price\n2026-01-05,c1,663,0.05\n2026-01-06,c2,664,0.03\n',
    });
    expect(config.entities.order_line?.[0]?.columns).toMatchObject({
      order_id: { derive: 'customer_day' },
      ordered_at: { from: 't_dat' },
      net_amount: { from: 'price' },
    });
  });

  it('takes a name beside a first name for the last one, and contacts without a contact for customers', async () => {
    const { config } = await drafted({
      'contacts.csv': 'id,Vorname,Name\nC1,Ada,Lovelace\nC2,Emmy,Noether\n',
      'surveys.csv': 'id,customer,answered,score,words\n1,C1,2026-01-05,9,fine\n2,C2,2026-01-06,3,so so\n',
      'campaigns.csv': 'id,name,start,cost\n1,Spring,2026-01-05,100\n2,Autumn,2026-01-06,50\n',
      'orders.csv': 'order_id,ordered_at,customer_id,amount\n1,2026-01-05,C1,2.50\n',
    });
    expect(config.entities.customer?.[0]?.columns).toMatchObject({
      name: { from: `concat_ws(' ', "Vorname", "Name")` },
      last_name: { from: 'Name' },
    });
    expect(config.entities.survey?.[0]?.columns).toMatchObject({
      answered_at: { from: 'answered' },
      comment: { from: 'words' },
    });
    expect(config.entities.campaign?.[0]?.columns).toMatchObject({
      started_on: { from: 'start' },
      cost_amount: { from: 'cost' },
    });
  });

  it('takes a household for the customer where no other is told', async () => {
    const { config } = await drafted({
      'people.csv': 'id,household,name\nC1,4,Ada\nC2,4,Emmy\n',
      'web.csv': 'order_id,household,ordered_at,customer,amount\n1,4,2026-01-05,C1,2.50\n',
      'till.csv': 'basket_id,household_key,day,product_id,sales_value\n7,4,2026-01-05,A1,2.50\n',
    });
    expect(config.entities.customer?.[0]?.columns).toMatchObject({
      customer_id: { from: 'id' },
      household: { from: 'household' },
    });
    const customers = config.entities.order_line?.map(({ source, columns }) => [source, columns.customer_id?.from]);
    expect(Object.fromEntries(customers ?? [])).toEqual({ web: 'customer', till: 'household_key' });
  });

  it('knows rates of currencies by the words that banks have for them', async () => {
    const { config, text } = await drafted({
      'fx.csv': 'day,ccy,rate\n2026-01-05,USD,1.08\n2026-01-06,USD,1.09\n',
      'orders.csv': 'order_id,day,customer,amount,ccy\n1,2026-01-05,C1,2.50,USD\n',
    });
    expect(config.entities.exchange_rate?.[0]?.columns).toEqual({
      rate_date: { from: 'day' },
      currency: { from: 'ccy' },
      rate: { from: 'rate' },
    });
    expect(config.entities.order_line?.[0]?.columns).toMatchObject({ currency: { from: 'ccy' } });
    expect(text).toMatch(/^currency: USD/m);
  });

  it('takes invoices that name their rate for sales, and for the currency of the reports none that has a rate', async () => {
    const { config, text } = await drafted({
      'fx.csv': 'Date,Currency,Rate\n2026-01-05,USD,0.9\n2026-01-05,GBP,1.2\n',
      'invoices.csv':
        'Invoice No,Date,Customer No,Amount,Currency,Exchange Rate\n1,2026-01-05,C1,2.50,USD,0.9\n2,2026-01-05,C2,3.50,EUR,1\n',
    });
    expect(config.entities.order_line?.[0]?.source).toBe('invoices');
    expect(config.entities.exchange_rate?.map(({ source }) => source)).toEqual(['fx']);
    expect(text).toMatch(/^currency: EUR/m);
  });

  it('reads codes of currencies in small letters', async () => {
    const { config, text } = await drafted({
      'charges.csv': 'order_id,day,customer,amount,currency\n1,2026-01-05,C1,2.50,mxn\n',
    });
    expect(config.entities.order_line?.[0]?.columns).toMatchObject({ currency: { from: 'upper("currency")' } });
    expect(text).toMatch(/^currency: MXN/m);
  });

  it('knows the types of Parquet from its schema, and does not take it for the CSV of the same header', async () => {
    const engine = await openDuckDb();
    const path = join(folder, 'orders.parquet');
    await engine.run(
      `copy (select 1.0::double as order_id, timestamp '2026-01-05 10:30:00' as ordered_at, 7.0::double as customer_id, 1.234::decimal(9, 3) as amount) to '${path}'`,
    );
    await engine.close();
    const csv = 'order_id,ordered_at,customer_id,amount\n2,2026-01-06,8,1.234\n';
    const { config, text, files } = await drafted({ 'orders.parquet': readFileSync(path), 'old/orders.csv': csv });
    expect(files.map(({ file, entity, records }) => [file, entity, records])).toEqual([
      ['orders.csv', 'order_line', 1],
      ['orders.parquet', 'order_line', 1],
    ]);
    const parquet = config.entities.order_line?.find(
      ({ source }) => config.sources[source]?.files[0] === 'orders.parquet',
    );
    expect(parquet?.columns).toEqual({
      order_id: { from: 'order_id', formats: ['17850.0'] },
      ordered_at: { from: 'ordered_at' },
      customer_id: { from: 'customer_id', formats: ['17850.0'] },
      net_amount: { from: 'amount' },
    });
    expect(text.match(/as 1\.234,50 every value/g)).toHaveLength(1);
  });

  it('points at the codes of a few words among numbers, which may be no products', async () => {
    const codes = ['85123A', '71053', '84406B', 'POST', '22752', '21730', '22633', '22632', '84879', 'BANK CHARGES'];
    const head = 'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID';
    const of = (own: string[]) =>
      `${head}\n${own.map((code, at) => `${536365 + at},${code},${at % 4 ? 1 : -1},2010-12-01,2.55,17850\n`).join('')}`;
    const { text } = await drafted({ 'sales.csv': of(codes) });
    expect(
      text,
    ).toContain(`        # check: codes without a digit, unlike the others: POST, BANK CHARGES; where one is no product but postage, a fee or a discount, say so by kind
        product_id: StockCode
`);
    const words = await drafted({ 'sales.csv': of(codes.map(code => code.replaceAll(/\d/g, 'X'))) });
    expect(words.text).not.toContain('without a digit');
  });

  it('is of the data in a folder, not of what a project beside it has written', async () => {
    const lines = 'order_id,order_date,customer_id,quantity,unit_price\n1,2026-01-31,C1,2,3.50\n';
    const { files } = await drafted({
      'warehouse/orders.csv': lines,
      'cubes/asked.ndjson': '{"cube":"sales"}\n',
      'ledger/000001.ndjson': '{"run":"000001"}\n',
    });
    expect(files.map(({ file }) => file)).toEqual(['orders.csv']);
  });
});
