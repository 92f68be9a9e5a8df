import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadProject } from '../project/load.js';
import { initial } from './init.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-counted-right-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What init makes of files, as the project's own loader reads it. */
async function drafted(name: string, files: Record<string, string>) {
  const { dir, text } = await written(name, files);
  const { config } = await loadProject(dir, { set: {}, env: {} });
  const [line] = config.entities.order_line ?? [];
  return { text, config, line };
}

async function written(name: string, files: Record<string, string>) {
  const dir = join(folder, name);
  mkdirSync(dir);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(dir, file), content);
  const { text, decisions } = await initial(dir, []);
  writeFileSync(join(dir, 'custometry.yaml'), text);
  return { dir, text, decisions };
}

describe('a first project file counts each sale once', () => {
  it('by the amount of the line, not by the sum of its order that each line repeats', async () => {
    const { line } = await drafted('sums', {
      'orders.csv': `order_id,order_date,customer_id,order_total,item_sku,item_quantity,line_total
1,2026-01-05,C1,8.00,A,1,3.00
1,2026-01-05,C1,8.00,B,1,5.00
2,2026-01-06,C2,13.00,B,2,10.00
2,2026-01-06,C2,13.00,A,1,3.00
3,2026-01-07,C1,8.00,A,1,3.00
3,2026-01-07,C1,8.00,B,1,5.00
`,
    });
    expect(line?.columns).toMatchObject({ net_amount: { from: 'line_total' }, quantity: { from: 'item_quantity' } });
  });

  it('without orders that a column of the file of lines has as cancelled', async () => {
    const { config } = await drafted('cancelled', {
      'orders.csv': `order_id,order_date,status,customer_id,sku,quantity,price
1,2026-01-05,completed,C1,A,1,3.00
1,2026-01-05,completed,C1,B,1,5.00
2,2026-01-06,cancelled,C2,B,2,5.00
`,
    });
    expect(config.entities.order_header?.[0]).toMatchObject({
      source: 'orders',
      columns: { order_id: { from: 'order_id' }, cancelled: { from: `"status" in ('cancelled')` } },
    });
  });

  it('without orders whose payment failed or went back, and with a question for each other word', async () => {
    const { text, config } = await drafted('unpaid', {
      'orders.csv': `order_id,order_date,status,customer_id,total
1,2026-01-05,paid,C1,3.00
2,2026-01-06,cancelled,C2,5.00
3,2026-01-07,refunded,C2,5.00
4,2026-01-07,pending,C1,5.00
5,2026-01-08,failed,C1,5.00
6,2026-01-08,Partially refunded,C1,5.00
`,
    });
    expect(config.entities.order_header?.[0]?.columns.cancelled?.from).toBe(
      `"status" in ('cancelled', 'failed', 'refunded')`,
    );
    expect(text).toContain('of status, Partially refunded, pending count as sold: are they?');
    // Here the money that goes back is another record.
    const { text: told } = await drafted('taken-back', {
      'orders.csv': `order_id,order_date,status,customer_id,total
1,2026-01-05,paid,C1,3.00
2,2026-01-06,failed,C2,5.00
3,2026-01-07,refunded,C2,5.00
4,2026-01-08,paid,C2,-5.00
`,
    });
    expect(told).toContain(`cancelled: '"status" in (''failed'')'`);
    expect(told).toContain('of status, refunded count as sold: are they?');
  });

  it.each([
    ['Refunded', 'Yes', 'No'],
    ['Estado', 'Venda cancelada', 'Entregue'],
    ['Stato', 'Errore di pagamento', 'Spedito'],
    ['Status', 'Gecrediteerd', 'Betaald'],
  ])('without orders of which a state says so: %s %s', async (header, word, other) => {
    const rows = [word, other, other].map((state, at) => `${at},2026-01-0${at + 1},C${at},5.00,${state}`);
    const name = `state-${header}-${word.length}`;
    const { config } = await drafted(name, {
      'orders.csv': [`order_id,order_date,customer_id,total,${header}`, ...rows, ''].join('\n'),
    });
    expect(config.entities.order_header?.[0]?.columns.cancelled?.from).toBe(`"${header}" in ('${word}')`);
  });

  it('without a whole order of which only the first line says that it is cancelled', async () => {
    const { config } = await drafted('first-line', {
      'orders.csv': `order_id,order_date,status,cancelled_at,customer_id,sku,quantity,price
1,2026-01-05,paid,,C1,A,1,3.00
1,2026-01-05,,,C1,B,1,5.00
2,2026-01-06,paid,2026-01-07,C2,B,2,5.00
2,2026-01-06,,,C2,A,1,3.00
3,2026-01-06,voided,,C2,A,1,3.00
`,
    });
    const day = `trim(cast("cancelled_at" as varchar)) <> ''`;
    expect(config.entities.order_header?.[0]).toMatchObject({
      where: `trim(cast("status" as varchar)) <> '' or ${day}`,
      columns: { cancelled: { from: `"status" in ('voided') or ${day}` } },
    });
  });

  it('without lines that are cancelled one by one', async () => {
    const { line, config } = await drafted('cancelled-lines', {
      'orders.csv': `order_id,order_date,status,customer_id,sku,quantity,price
1,2026-01-05,shipped,C1,A,1,3.00
1,2026-01-05,Cancelled,C1,B,1,5.00
2,2026-01-06,,C2,B,2,5.00
`,
    });
    expect(line?.where).toBe(`("status" in ('Cancelled')) is not true`);
    expect(config.entities.order_header).toBeUndefined();
  });

  it.each(['Void?', 'Cancelled', 'is_cancelled'])('without lines of which a column says yes: %s', async header => {
    const { line } = await drafted(`yes-${header.length}`, {
      'orders.csv': `order_id,order_date,${header},customer_id,sku,quantity,price
1,2026-01-05,FALSE,C1,A,1,3.00
1,2026-01-05,TRUE,C1,B,1,5.00
2,2026-01-06,FALSE,C2,B,2,5.00
`,
    });
    expect(line?.where).toMatch(/^\("?(Void\?|Cancelled|is_cancelled)"? in \('TRUE'\)\) is not true$/);
  });

  it('with subscriptions by themselves, whatever the file is called', async () => {
    const { text, config } = await drafted('plans', {
      'subs.csv': `id,Customer ID,Plan,Amount,Created (UTC),Start (UTC),Canceled At (UTC),Ended At (UTC)
sub_1,C1,pro,99.00,2026-01-05 10:00,2026-01-05 10:00,2026-02-01 09:00,2026-03-05 10:00
sub_2,C2,basic,9.00,2026-01-06 10:00,2026-01-06 10:00,,
`,
      'invoices.csv': 'Invoice No,Customer ID,Date,Amount\n1,C1,2026-01-05,99.00\n2,C2,2026-01-06,9.00\n',
    });
    expect(text).toContain('by the month is expected');
    expect(config.entities.order_line?.map(({ source }) => source)).toEqual(['invoices']);
    expect(config.entities.subscription?.[0]?.columns).toMatchObject({
      started_on: { from: 'Start (UTC)' },
      ended_on: { from: 'Ended At (UTC)' },
    });
  });

  it('of opportunities that were won, by account', async () => {
    const { line, config } = await drafted('won', {
      'Account.csv': 'Id,Name,BillingCity\nA1,Firm 1,Oslo\nA2,Firm 2,Bergen\n',
      'Opportunity.csv': `Id,AccountId,Name,StageName,Amount,CloseDate,CreatedDate
O1,A1,Deal 1,Closed Won,300.00,2026-02-05,2026-01-05
O2,A2,Deal 2,Closed Lost,500.00,2026-02-06,2026-01-06
O3,A2,Deal 3,Prospecting,700.00,2026-03-06,2026-01-07
`,
    });
    expect(line).toMatchObject({
      where: `"StageName" in ('Closed Won')`,
      columns: {
        ordered_at: { from: 'CloseDate' },
        customer_id: { from: 'AccountId' },
        net_amount: { from: 'Amount' },
      },
    });
    expect(config.entities.customer?.[0]?.columns).toMatchObject({ customer_id: { from: 'Id' } });
  });

  it('of no account where a file tells of clients', async () => {
    const { config, text } = await drafted('bank', {
      'client.csv': 'client_id,gender\n1,F\n2,M\n',
      'account.csv': 'account_id,frequency,date\n7,monthly,2026-01-01\n8,weekly,2026-01-02\n',
      'disp.csv': 'disp_id,client_id,account_id,type\n1,1,7,OWNER\n2,2,8,OWNER\n',
      'trans.csv': 'trans_id,account_id,date,amount\n1,7,2026-01-05,3.00\n2,8,2026-01-06,5.00\n3,8,2026-01-07,5.00\n',
    });
    expect(config.entities.customer?.map(({ source }) => source)).toEqual(['client']);
    expect(text).toContain('# check: looked up in disp: this file has no such column');
  });

  it('of policies as subscriptions, whose premium of a year is divided by twelve', async () => {
    const { text } = await written('policies', {
      'policies.csv': `Policy Number,Client Account,Product,Inception Date,Expiry Date,Annual Premium
P1,H1,Motor,2026-01-31,2026-12-31,300.00
P2,H2,Home,2026-02-28,2027-02-27,120.00
`,
    });
    expect(text).toContain('subscription_id: Policy Number');
    expect(text).toContain('customer_id: Client Account');
    expect(text).toContain(`monthly_amount: 'try_cast("Annual Premium" as decimal(18, 4)) / 12'`);
  });

  it('of stays in a hotel, by guest, and gifts, by donor', async () => {
    const { line } = await drafted('stays', {
      'stays.csv': `Confirmation No,Guest ID,Guests,Booking Date,Arrival,Total Amount
9001,G1,2,2026-01-05,2026-02-05,180.00
9002,G2,1,2026-01-06,2026-02-06,90.00
9003,G1,2,2026-01-07,2026-02-07,180.00
`,
    });
    expect(line?.columns).toMatchObject({ ordered_at: { from: 'Booking Date' }, customer_id: { from: 'Guest ID' } });
    const gifts = await drafted('gifts', {
      'donations.csv':
        'Donor ID,Gift ID,Gift Date,Gift Amount\nD1,1,2026-01-05,5.00\nD1,2,2026-01-06,7.00\nD2,3,2026-01-07,5.00\n',
    });
    expect(gifts.line?.columns).toMatchObject({ order_id: { from: 'Gift ID' }, customer_id: { from: 'Donor ID' } });
  });

  it('by the number that the lines of an order share, and the products that orders share', async () => {
    const { line } = await drafted('numbers', {
      'sold.csv': `Sale Date,Quantity,Price,Transaction ID,Item ID,Order ID,SKU
2026-01-05,1,3.00,91,81,1,A
2026-01-05,1,5.00,92,82,1,B
2026-01-06,2,5.00,93,83,2,B
2026-01-06,1,3.00,94,84,2,A
`,
    });
    expect(line?.columns).toMatchObject({ order_id: { from: 'Order ID' }, product_id: { from: 'SKU' } });
  });

  it('of what visitors do, only what they buy', async () => {
    const { line, text } = await drafted('events', {
      'events.csv': `event_time,event_type,product_id,price,user_id
2026-01-05 10:00:00,view,7,3.00,1
2026-01-05 10:01:00,cart,7,3.00,1
2026-01-05 10:02:00,purchase,7,3.00,1
`,
    });
    expect(line?.where).toBe(`"event_type" in ('purchase')`);
    expect(text).toContain('# check: only records whose event_type is purchase are read, none of cart, view');
  });

  it('of a receipt with its head, its lines and its payment, only the lines', async () => {
    const { line } = await drafted('receipts', {
      'sales.csv': `Date,Receipt Number,Line Type,Customer Code,Subtotal,Quantity,Sku
2026-01-05,1,Sale,C1,8.00,,
2026-01-05,1,Sale Line,C1,3.00,1,A
2026-01-05,1,Sale Line,C1,5.00,1,B
2026-01-05,1,Payment,C1,8.00,,
`,
    });
    expect(line?.where).toBe(`"Line Type" in ('Sale Line')`);
    const offers = await drafted('offers', {
      'sales.csv':
        'Date,Receipt Number,Price Type,Customer Code,Amount\n2026-01-05,1,Sale,C1,3.00\n2026-01-05,1,Regular item,C1,5.00\n',
    });
    expect(offers.line).not.toHaveProperty('where');
  });

  it('by a price of the whole line, where it grows with the quantity', async () => {
    const of = (price: (quantity: number) => string) =>
      `order_id,order_date,customer_id,sku,quantity,item_price\n${[1, 2, 1, 3, 2, 1]
        .map((quantity, at) => `${at},2026-01-05,C1,A,${quantity},${price(quantity)}\n`)
        .join('')}`;
    const ofLine = await drafted('lines', { 'orders.csv': of(quantity => (quantity * 3.5).toFixed(2)) });
    expect(ofLine.line?.columns).toMatchObject({ net_amount: { from: 'item_price' } });
    expect(ofLine.text).toContain('# check: the price grows with the quantity');
    const ofPiece = await drafted('pieces', { 'orders.csv': of(() => '3.50') });
    expect(ofPiece.line?.columns).toMatchObject({ unit_price: { from: 'item_price' } });
  });

  it('by the amount without tax, and as sales where a file of lines has a number of the payment', async () => {
    const { line } = await drafted('tax', {
      'items.csv': `Date,Item,Qty,Gross Sales,Net Sales,Transaction ID,Payment ID,Customer ID
2026-01-05,Pen,1,3.60,3.00,T1,P1,C1
2026-01-06,Cup,1,6.00,5.00,T2,P2,C2
2026-01-07,Cup,1,6.00,5.00,T3,P3,C1
`,
    });
    expect(line?.columns).toMatchObject({ net_amount: { from: 'Net Sales' }, quantity: { from: 'Qty' } });
    const totals = await drafted('totals', {
      'orders.csv': `Order ID,Order Date,Customer ID,Subtotal (inc tax),Subtotal (ex tax)
1,2026-01-05,C1,3.60,3.00
2,2026-01-06,C2,6.00,5.00
`,
    });
    expect(totals.line?.columns).toMatchObject({ net_amount: { from: 'Subtotal (ex tax)' } });
  });

  it('by quantity and price, where the amount has tax in it', async () => {
    const of = (tax: number) =>
      `order_id,order_date,customer_id,sku,quantity,price,total\n${[1, 2, 3]
        .map(many => `${many},2026-01-05,C1,A,${many},3.50,${(many * 3.5 * tax).toFixed(2)}\n`)
        .join('')}`;
    const withTax = await drafted('with-tax', { 'orders.csv': of(1.15) });
    expect(withTax.line?.columns).toMatchObject({ quantity: { from: 'quantity' }, unit_price: { from: 'price' } });
    expect(withTax.line?.columns).not.toHaveProperty('net_amount');
    expect(withTax.text).toContain('# check: total is above quantity times price');
    // A discount makes it less; a price of another unit, such as a dozen, much more.
    for (const [name, factor] of [
      ['less', 0.9],
      ['dozens', 12],
    ] as const) {
      const { line } = await drafted(name, { 'orders.csv': of(factor) });
      expect(line?.columns).toMatchObject({ net_amount: { from: 'total' } });
    }
  });

  it('by a hundredth of whole cents, as their headers or the codes of a payment service say', async () => {
    const { line, text } = await drafted('cents', {
      'orders.csv': `order_id,order_date,customer_id,sku,quantity,unit_price_cents,discount_in_cents,total_minor
1,2026-01-05,C1,A,1,350,0,350
1,2026-01-05,C1,B,2,1225,50,2400
2,2026-01-06,C2,A,1,350,0,350
`,
    });
    expect(line?.columns).toMatchObject({
      unit_price: { from: `"unit_price_cents" || 'e-2'` },
      discount_amount: { from: `"discount_in_cents" || 'e-2'` },
      net_amount: { from: `"total_minor" || 'e-2'` },
    });
    expect(text).toContain('# check: taken for whole numbers of hundredths');
    const netOf = async (name: string, amount: string, currency: string) => {
      const charges = `id,created_at,customer,amount,currency\nch_1,2026-01-05,c1,${amount},${currency}\nch_2,2026-01-06,c1,500,${currency}\nch_3,2026-01-07,c2,500,${currency}\n`;
      const { line } = await drafted(name, { 'charges.csv': charges });
      return line?.columns.net_amount;
    };
    expect(await netOf('small-codes', '2000', 'usd')).toMatchObject({ from: `"amount" || 'e-2'` });
    // Yen have no hundredths; an amount with decimals is none; a code in capitals is no sign of a payment service.
    expect(await netOf('yen', '2000', 'jpy')).toMatchObject({ from: 'amount' });
    expect(await netOf('with-decimals', '20.00', 'usd')).toMatchObject({ from: 'amount' });
    expect(await netOf('capitals', '2000', 'USD')).toMatchObject({ from: 'amount' });
  });

  it('by the decimal sign that its file has: three pieces are not three thousand', async () => {
    const { line, text } = await drafted('decimals', {
      'sprzedaz.csv': `Numer paragonu;Data;Kod klienta;Kod towaru;Ilość;Cena netto
P1;2026-01-05;K1;A;3,000;3,50
P2;2026-01-06;K2;B;1,000;12,25
`,
    });
    expect(line?.columns).toMatchObject({ quantity: { from: 'Ilość', formats: ['1.234,50'] } });
    expect(text).not.toContain('every value would be another number');
  });

  it('by the day of the order, not by that on which a line was changed', async () => {
    const { line, config } = await drafted('changed', {
      'Invoices.csv': 'InvoiceID,CustomerID,InvoiceDate\n1,C1,2026-01-05\n2,C2,2026-01-06\n',
      'InvoiceLines.csv': `InvoiceLineID,InvoiceID,StockItemID,Quantity,UnitPrice,LastEditedWhen
1,1,7,1,3.00,2026-03-01
2,1,8,1,5.00,2026-03-01
3,2,7,2,3.00,2026-03-02
`,
    });
    expect(line?.columns).not.toHaveProperty('ordered_at');
    expect(line?.columns).toMatchObject({ product_id: { from: 'StockItemID' } });
    expect(config.entities.order_header?.[0]?.columns).toMatchObject({ ordered_at: { from: 'InvoiceDate' } });
  });

  it('with one head, where the file of orders has a sum and a state of its own', async () => {
    const { config } = await drafted('heads', {
      'orders.csv': `id,user_id,status,created_at,total
1,1,paid,2026-01-05T10:00:00Z,8.00
2,2,void,2026-01-06T10:00:00Z,3.00
3,1,paid,2026-01-07T10:00:00Z,3.00
`,
      'order_items.csv': 'id,order_id,product_id,quantity,price\n1,1,7,1,3.00\n2,1,8,1,5.00\n3,2,7,1,3.00\n',
    });
    expect(config.entities.order_header?.map(({ source }) => source)).toEqual(['orders']);
    expect(config.entities.order_line?.map(({ source }) => source)).toEqual(['order_items']);
  });

  it('with the heads of all months, where a later file tells an order again', async () => {
    const { config } = await drafted('months', {
      'orders-2026-01.csv': 'order_id,order_date,customer_id,status\n1,2026-01-05,C1,open\n2,2026-01-06,C2,open\n',
      'orders-2026-02.csv': 'order_id,order_date,customer_id,status\n2,2026-01-06,C2,cancelled\n3,2026-02-05,C1,open\n',
      'items.csv': 'order_id,sku,quantity,price\n1,A,1,3.00\n2,A,1,3.00\n3,B,2,5.00\n3,A,1,3.00\n',
    });
    expect(config.entities.order_header?.[0]).toMatchObject({
      source: 'orders',
      columns: { ordered_at: { from: 'order_date' }, cancelled: { from: `"status" in ('cancelled')` } },
    });
  });

  it('where orders without lines are told again by a later file, as somebody decides', async () => {
    const told = await written('whole', {
      'orders-2026-01.csv': 'order_id,order_date,customer_id,total\n1,2026-01-30,C1,3.00\n2,2026-01-31,C2,5.00\n',
      'orders-2026-02.csv': 'order_id,order_date,customer_id,total\n2,2026-01-31,C2,4.00\n3,2026-02-05,C1,3.00\n',
    });
    expect(told.decisions).toEqual([expect.stringContaining('of orders, 1 order is told again by another file')]);
    // Numbers that begin anew each month are not those of the same orders.
    const anew = await written('anew', {
      'orders-2026-01.csv': 'order_id,order_date,customer_id,total\n1,2026-01-30,C1,3.00\n2,2026-01-31,C2,5.00\n',
      'orders-2026-02.csv': 'order_id,order_date,customer_id,total\n1,2026-02-04,C2,4.00\n2,2026-02-05,C1,3.00\n',
    });
    expect(anew.decisions).toEqual([]);
  });

  it('with no head of other things that are numbered, such as the tickets of a call centre', async () => {
    const { config } = await drafted('tickets', {
      'orders.csv':
        'OrderID,CustomerID,OrderDate,Product,Quantity,Price\n1,7,2026-01-05,A,1,3.00\n2,8,2026-01-06,B,1,5.00\n',
      'tickets.csv':
        'TicketID,CustomerID,OpenedAt,Channel,Date\nT1,7,2026-02-05,Chat,2026-02-05\nT2,8,2026-02-06,Phone,2026-02-06\n',
    });
    expect(config.entities.order_header).toBeUndefined();
  });

  it('with nothing looked up in a file of other orders', async () => {
    const { text } = await drafted('two-shops', {
      'web.csv':
        'OrderID,CustomerID,OrderDate,Product,Quantity,Price\nW1,7,2026-01-05,A,1,3.00\nW2,8,2026-01-06,B,1,5.00\n',
      'till.csv': 'ReceiptID,Store,Date\nT1,S1,2026-02-05\nT2,S2,2026-02-06\n',
    });
    expect(text).not.toContain('looked up');
  });

  it('of payments that say when they were created', async () => {
    const { line } = await drafted('charges', {
      'charges.csv': `id,Created (UTC),Amount,Customer ID
ch_1,2026-01-05 10:00:00,3.00,C1
ch_2,2026-01-06 10:00:00,5.00,C1
ch_3,2026-01-06 10:00:00,5.00,C2
`,
    });
    expect(line?.columns).toMatchObject({ order_id: { from: 'id' }, ordered_at: { from: 'Created (UTC)' } });
  });
});
