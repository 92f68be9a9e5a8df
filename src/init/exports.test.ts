import { describe, expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';
import { initial } from './init.js';

/** What init makes of these files. */
async function drafted(files: Record<string, string>) {
  const bench = workbench('', files);
  const found = await initial(bench.dir, []);
  bench.close();
  return found;
}

/** A header, and the records that the numbers from 0 lead to. */
function csv(header: string, records: number, record: (at: number) => unknown[]): string {
  return [header, ...Array.from({ length: records }, (_, at) => record(at).join(',')), ''].join('\n');
}

const day = (at: number) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);

describe('a first project file of an export', () => {
  it('takes no count of customers or items for their numbers', async () => {
    const record = (at: number) => [at % 4, day(at), 5000 + at, 500 + at, 900 + at];
    const { text } = await drafted({ 'train.csv': csv('Store,Date,Sales,Customers,Items', 20, record) });
    expect(text).not.toMatch(/: (Customers|Items)\n/);
  });

  const lines = (discount: (at: number) => unknown) => (at: number) => [
    Math.floor(at / 2),
    day(at),
    `C${at % 3}`,
    `P${at % 4}`,
    1 + (at % 3),
    '10.00',
    discount(at),
  ];

  it.each([
    ['Discount', (at: number) => ['0', '0.15', '0.25'][at % 3], '"Discount" as double), 4)'],
    ['Discount %', (at: number) => ['0', '15', '25'][at % 3], '"Discount %" as double) / 100, 4)'],
  ])('takes a share of the price off it: %s', async (header, discount, end) => {
    const orders = csv(`Order ID,Order Date,Customer ID,SKU,Quantity,Price,${header}`, 20, lines(discount));
    const { text } = await drafted({ 'orders.csv': orders });
    const factors = 'try_cast("Quantity" as double) * try_cast("Price" as double)';
    expect(text).toContain(`discount_amount: 'round(${factors} * try_cast(${end}'`);
  });

  it('takes a share off numbers with a decimal comma, and asks where it cannot', async () => {
    const of = (price: (at: number) => string) =>
      drafted({
        'orders.csv': csv('Order ID;Order Date;Customer ID;SKU;Quantity;Price;Rabatt in %', 20, at => [
          [at, day(at), `C${at % 3}`, `P${at % 4}`, 1 + (at % 3), price(at), (at % 2) * 10].join(';'),
        ]),
      });
    const { text } = await of(at => `1.00${at % 4},50`);
    expect(text).toContain(`replace(replace("Price", ''.'', ''''), '','', ''.'')`);
    const dear = await of(at => `$1,00${at % 4}.50`);
    expect(dear.text).toContain(`discount_amount: '\${orders_discount_amount}'`);
  });

  it('takes a discount of money off, however small the first ones are, and asks of whole numbers', async () => {
    const of = (discount: (at: number) => unknown) =>
      drafted({
        'orders.csv': csv('Order ID,Order Date,Customer ID,SKU,Quantity,Price,Discount', 20, lines(discount)),
      });
    expect((await of(at => ['0.00', '1.00', '0.50', '2.00'][at % 4])).text).toContain('discount_amount: Discount\n');
    expect((await of(at => (at % 3) * 5)).text).toContain('are these whole numbers per cent?');
  });

  it('takes a discount off the price of a record that does not say how many', async () => {
    const record = (at: number) => [at, day(at), `C${at % 3}`, `P${at % 4}`, '10.00', ['0', '0.15'][at % 2]];
    const orders = csv('Order ID,Order Date,Customer ID,SKU,Price,Discount', 20, record);
    const { text } = await drafted({ 'orders.csv': orders });
    expect(text).toContain("quantity: '1'");
    expect(text).toContain(`discount_amount: 'round(try_cast("Price" as double) * try_cast("Discount" as double), 4)'`);
  });

  it('asks what lines without numbers mean that a later file tells again', async () => {
    const header = 'order_id,order_date,order_time,customer_id,sku,quantity,price';
    const month = (from: number) =>
      csv(header, 12, at => {
        const order = Math.floor((from + at) / 3);
        return [order, day(order), '10:30:00', `C${order % 4}`, `P${at % 3}`, 1, '2.50'];
      });
    const told = await drafted({ 'orders-2026-01.csv': month(0), 'orders-2026-02.csv': month(6) });
    expect(told.decisions).toEqual([expect.stringContaining('of orders, 6 lines are told again by another file')]);
    // An order whose lines go on in the next file is told once.
    const cut = await drafted({ 'orders-2026-01.csv': month(0), 'orders-2026-02.csv': month(13) });
    expect(cut.decisions).toEqual([]);
  });

  it('puts no first name before a name that has it', async () => {
    const of = (name: (at: number) => string) =>
      drafted({ 'customers.csv': csv('Customer ID,Name,First Name', 9, at => [`C${at}`, name(at), `Ann${at}`]) });
    const { text } = await of(at => `Ann${at} Smith`);
    expect(text).toContain('name: Name\n');
    expect(text).not.toContain('last_name');
    expect((await of(() => 'Smith')).text).toContain(`name: 'concat_ws('' '', "First Name", "Name")'`);
  });

  it('takes the first of several customers that a record names', async () => {
    const record = (at: number) => [at, day(at), at % 3 === 0 ? `${at % 5};777` : at % 5, '10.00'];
    const { text } = await drafted({ 'orders.csv': csv('Order ID,Order Date,Customer ID,Total', 20, record) });
    expect(text).toContain(`customer_id: 'trim(split_part("Customer ID", '';'', 1))'`);
    expect(text).toContain('where a record names several, the first is taken');
  });

  it('asks of words for orders that may not be sold, also where none is for cancelled ones', async () => {
    const record = (at: number) => [at, day(at), ['complete', 'pending', 'no-show'][at % 3], `C${at % 5}`, '10.00'];
    const orders = csv('order_id,order_date,status,customer_id,total', 20, record);
    const { text, decisions } = await drafted({ 'orders.csv': orders });
    expect(text).toContain('# check: of status, no-show, pending count as sold: are they?');
    expect(decisions).toEqual([]);
    const items = csv('order_id,sku,quantity,price', 20, at => [at % 10, `P${at % 3}`, 1, '5.00']);
    const heads = csv('order_id,order_date,status,customer_id', 20, at => record(at).slice(0, 4));
    expect((await drafted({ 'orders.csv': heads, 'items.csv': items })).text).toContain(
      'no-show, pending count as sold',
    );
  });

  it.each([
    ['seconds', (at: number) => 1767225600 + at * 86_400, `'to_timestamp(try_cast("created" as double))'`],
    [
      'milliseconds',
      (at: number) => (1767225600 + at * 86_400) * 1000,
      `'to_timestamp(try_cast("created" as double) / 1000)'`,
    ],
    ['YYMMDD', (at: number) => `2601${String(at + 10)}`, '{ from: created, formats: YYMMDD }'],
    [
      'words, with a zone',
      (at: number) => `"Jan ${at + 1}, 2026 8:05:11 AM P${at % 2 ? 'S' : 'D'}T"`,
      `{ from: 'regexp_replace("created", '' [A-Z]{3,4}$'', '''')', formats: 'MMM D, YYYY h:mm:ss A' }`,
    ],
  ])('reads days that are counted or written in %s', async (_, created, from) => {
    const record = (at: number) => [at, created(at), `C${at % 5}`, '10.00'];
    const { text } = await drafted({ 'orders.csv': csv('order_id,created,customer,total', 20, record) });
    expect(text).toContain(`ordered_at: ${from}`);
  });

  it('reads no amount that is quantity times price and what another column has, such as postage', async () => {
    const of = (many: number) => (many * 1.5 + 3.2).toFixed(2);
    const record = (at: number) => [at, day(at), `C${at % 5}`, 'A', 1 + (at % 3), '1.50', '3.20', of(1 + (at % 3))];
    const header = 'Order ID,Sale Date,Customer ID,SKU,Quantity,Sold For,Postage And Packaging,Total Price';
    const { text } = await drafted({ 'orders.csv': csv(header, 20, record) });
    expect(text).toContain('unit_price: Sold For');
    expect(text).not.toContain('net_amount');
  });

  it('takes whole amounts that a price grows with for quantities', async () => {
    const record = (at: number) => [
      day(at),
      `C${at % 5}`,
      `P${at % 2}`,
      1 + (at % 3),
      (1 + (at % 3)) * (24 + (at % 2)),
    ];
    const header = 'TRANSACTION_DT,CUSTOMER_ID,PRODUCT_ID,AMOUNT,SALES_PRICE';
    const { text } = await drafted({ 'sales.csv': csv(header, 20, record) });
    expect(text).toContain('quantity: AMOUNT');
    expect(text).toContain('net_amount: SALES_PRICE');
  });

  it('takes sales for no customers where each is of another one, and their prices as they grow in a category', async () => {
    const record = (at: number) => [
      `I${at}`,
      `C${at}`,
      'F',
      'Shoes',
      1 + (at % 3),
      ((1 + (at % 3)) * 300.08).toFixed(2),
      day(at),
    ];
    const header = 'invoice_no,customer_id,gender,category,quantity,price,invoice_date';
    const { text, entities } = await drafted({ 'customer_shopping_data.csv': csv(header, 20, record) });
    expect(entities).toContain('order_line');
    expect(text).toContain('net_amount: price');
  });

  it('takes products of orders for no list of products', async () => {
    const { text } = await drafted({
      'order_products.csv': csv('order_id,product_id,reordered', 20, at => [at % 7, at % 4, at % 2]),
      'products.csv': csv('product_id,product_name', 4, at => [at, `Milk ${at}`]),
    });
    expect(text.match(/product_id: product_id/g)).toHaveLength(1);
  });

  it('takes a discount off what is quantity times price', async () => {
    const record = (at: number) => {
      const sum = (1 + (at % 3)) * 10;
      return [
        at,
        day(at),
        `C${at % 5}`,
        'A',
        1 + (at % 3),
        '10.00',
        at % 2 ? sum / 10 : 0,
        sum - (at % 2 ? sum / 10 : 0),
        sum,
      ];
    };
    const header = 'Order ID,Sale Date,Buyer,SKU,Quantity,Price,Discount Amount';
    const before = csv(`${header},Rest,Item Total`, 20, record);
    const { text } = await drafted({ 'orders.csv': before });
    expect(text).not.toContain('net_amount');
    expect(text).toContain('# check: Item Total is quantity times price: the discount is taken off');
    const after = csv(`${header},Item Total,Before`, 20, record);
    expect((await drafted({ 'orders.csv': after })).text).toContain('net_amount: Item Total');
  });

  it('takes an amount that stays the same for more pieces for the price of one', async () => {
    const record = (at: number) => [at, day(at), `C${at % 5}`, 'A', 1 + (at % 3), '10.00'];
    const orders = csv('order_id,created_at,user_id,sku,qty,sale_price', 20, record);
    const { text } = await drafted({ 'orders.csv': orders });
    expect(text).toContain('unit_price: sale_price');
    expect(text).toContain('# check: the same for more pieces of a product: taken for the price of one');
  });

  it('asks for the amount of lines that have none', async () => {
    const record = (at: number) => [at % 7, day(at), `C${at % 5}`, `P${at % 4}`, 1];
    const { text } = await drafted({ 'orders.csv': csv('order_id,order_date,customer_id,sku,quantity', 20, record) });
    expect(text).toContain(`net_amount: '\${orders_net_amount}'`);
  });

  const sales = (header: string, kind: (at: number) => string, amount: (at: number) => string) =>
    csv(`Order ID,Order Date,${header},Customer ID,Total`, 20, at => [at, day(at), kind(at), `C${at % 5}`, amount(at)]);

  it.each([
    ['Type', 'Credit Memo', 'Invoice'],
    ['Receipt type', 'REFUND', 'SALE'],
    ['Belegart', 'Gutschrift', 'Rechnung'],
    ['doc_type', 'CREDIT', 'INVOICE'],
    ['Tipo', 'Devolución', 'Venta'],
    ['Vorgang', 'Rücklastschrift', 'Spende'],
  ])('takes what a kind tells of a return below zero: %s %s', async (header, back, sold) => {
    const kind = (at: number) => (at % 4 === 3 ? back : sold);
    const { text } = await drafted({ 'orders.csv': sales(header, kind, at => `${at + 1}.00`) });
    const is = `"${header}" in (''${back}'')`;
    expect(text).toContain(`net_amount: 'case when ${is} then ''-'' || "Total" else "Total" end'`);
    expect(text).toContain(`kind: 'case when ${is} then ''return'' end'`);
    expect(text).not.toContain('count as sold');
    const below = sales(header, kind, at => `${at % 4 === 3 ? '-' : ''}${at + 1}.00`);
    expect((await drafted({ 'orders.csv': below })).text).toContain('net_amount: Total\n');
  });

  it('asks where returns are above and below zero, or nothing else is called a sale', async () => {
    const kind = (at: number) => (at % 4 === 3 ? 'Refund' : 'Sale');
    const mixed = await drafted({ 'orders.csv': sales('Type', kind, at => `${at % 8 === 3 ? '-' : ''}${at + 1}.00`) });
    expect(mixed.text).toContain(`net_amount: '\${orders_net_amount}'`);
    const unknown = (at: number) => (at % 4 === 3 ? 'Refund' : 'Retail');
    const other = await drafted({ 'orders.csv': sales('Type', unknown, at => `${at + 1}.00`) });
    expect(other.text).toContain('Type Refund may be returns');
    const cards = sales(
      'Card type',
      at => ['Credit', 'Debit'][at % 2] ?? '',
      at => `${at + 1}.00`,
    );
    expect((await drafted({ 'orders.csv': cards })).text).toContain('net_amount: Total\n');
  });

  it('turns quantities of returns, and what a file of returns tells', async () => {
    const record = (at: number) => [
      at,
      day(at),
      at % 4 === 3 ? 'Credit Note' : 'Invoice',
      `C${at % 5}`,
      'A',
      2,
      '3.50',
    ];
    const header = 'Invoice No,Invoice Date,Kind of document,Customer No,Item No,Quantity,Unit Price';
    const { text } = await drafted({ 'invoices.csv': csv(header, 20, record) });
    expect(text).toContain(`then ''-'' || "Quantity" else "Quantity" end'`);
    expect(text).toContain('unit_price: Unit Price\n');
    const sold = csv('Order ID,Date,Customer ID,Amount', 9, at => [at, day(at), `C${at}`, '5.00']);
    const both = await drafted({ 'orders.csv': sold, 'returns.csv': sold });
    expect(both.decisions).toEqual([]);
    expect(both.text).toContain('net_amount: Amount\n');
    expect(both.text).toContain('kind: { default: return }\n');
    expect(both.text).toContain(`net_amount: '''-'' || "Amount"'`);
    const back = csv('Return ID,Order ID,Date,Customer ID,Amount', 9, at => [`R${at}`, at, day(at), `C${at}`, '5.00']);
    expect((await drafted({ 'returns.csv': back })).text).toContain(`net_amount: '''-'' || "Amount"'`);
  });

  it('takes entries against cancelled sales for returns, and lines whose head says that they are', async () => {
    const kind = (at: number) => (at % 4 === 3 ? 'Storno' : 'Verkauf');
    const { text } = await drafted({
      'orders.csv': sales('Vorgang', kind, at => `${at % 4 === 3 ? '-' : ''}${at + 1}.00`),
    });
    expect(text).toContain(`kind: 'case when "Vorgang" in (''Storno'') then ''return'' end'`);
    expect(text).not.toContain('order_header');
    const heads = csv('order_id,order_date,customer_id,type', 9, at => [
      at,
      day(at),
      `C${at}`,
      at % 3 ? 'order' : 'refund',
    ]);
    const items = csv('order_id,product_id,quantity,price', 18, at => [Math.floor(at / 2), `P${at % 2}`, 1, '5.00']);
    const told = await drafted({ 'orders.csv': heads, 'order_items.csv': items });
    const is = `"order_id" in (select "_looked"."order_id" from "raw"."orders" as _looked where "type" in (''refund''))`;
    expect(told.text).toContain(`quantity: 'case when ${is} then ''-'' || "quantity" else "quantity" end'`);
    expect(told.text).not.toContain('count as sold');
  });

  it.each([
    ['day', 'Date,Till,Receipt No', (at: number) => [day(Math.floor(at / 5)), 'T1', at % 5], ['Date']],
    [
      'till',
      'Date,Till,Receipt No',
      (at: number) => [day(Math.floor(at / 8)), `T${at % 2}`, Math.floor(at / 2)],
      ['Till'],
    ],
    [
      'day and till',
      'Date,Till,Receipt No',
      (at: number) => [day(Math.floor(at / 10)), `T${at % 2}`, Math.floor(at / 2) % 5],
      ['Date', 'Till'],
    ],
  ])('tells orders apart whose numbers begin anew with each %s', async (_, header, told, parts) => {
    const record = (at: number) => [...told(at), `C${(at * 7) % 19}`, `P${at % 3}`, 1, '2.50'];
    const { text } = await drafted({ 'bons.csv': csv(`${header},Customer ID,SKU,Quantity,Price`, 40, record) });
    const key = parts.map(name => (name === 'Date' ? `regexp_replace(cast("Date" as varchar), ` : `"${name}"`));
    expect(text).toContain(`order_id: '${key[0]}`);
    for (const part of key) expect(text).toContain(part);
    expect(text).toMatch(/order_id: .*\|\| ''-'' \|\| "Receipt No"'/);
  });

  it('says that an order which goes on after midnight would be two, where some do', async () => {
    const of = (late: string) =>
      drafted({
        'bons.csv': csv('Date,Time,Receipt No,Customer ID,SKU,Quantity,Price', 42, at => {
          const [when, clock, number, customer] =
            at < 40
              ? [day(Math.floor(at / 5)), '12:00', at % 5, (at * 7) % 19]
              : [day(at - 37), ['23:50', late][at - 40], 9, 99];
          return [when, clock, number, `C${customer}`, `P${at % 3}`, 1, '2.50'];
        }),
      });
    const say = 'order_id: 1 number has lines shortly before midnight and after it';
    expect((await of('00:10')).amounts).toContainEqual(expect.stringContaining(say));
    expect((await of('12:10')).text).not.toContain('midnight');
  });

  it('asks of order numbers of several days where no customer tells orders apart', async () => {
    const record = (at: number) => [day(Math.floor(at / 5)), at % 5, `P${at % 3}`, 1, '2.50'];
    const { text } = await drafted({ 'bons.csv': csv('Date,Receipt No,SKU,Quantity,Price', 20, record) });
    expect(text).toContain(`order_id: '\${bons_order_id}'`);
    // An order of one customer may go on for days.
    const same = (at: number) => [day(at), at % 5, `C${at % 5}`, `P${at % 3}`, 1, '2.50'];
    const long = await drafted({ 'bons.csv': csv('Date,Receipt No,Customer ID,SKU,Quantity,Price', 20, same) });
    expect(long.text).toContain('order_id: Receipt No\n');
  });

  it('takes no share for money', async () => {
    const { text } = await drafted({
      'orders.csv': csv(
        'Order ID,Order Date,Customer ID,SKU,Quantity,Price,Discount',
        20,
        lines(at => `${(at % 3) * 5}%`),
      ),
    });
    const share = `try_cast(replace("Discount", ''%'', '''') as double) / 100`;
    expect(text).toContain(`try_cast("Price" as double) * ${share}, 4)`);
  });

  it('asks of a discount that all lines of an order repeat', async () => {
    const of = (discount: (at: number) => string) =>
      drafted({
        'orders.csv': csv('Order ID,Order Date,Customer ID,SKU,Quantity,Price,Discount', 20, lines(discount)),
      });
    const { text } = await of(at => `${(Math.floor(at / 2) % 3) * 2}.50`);
    expect(text).toContain(`discount_amount: '\${orders_discount_amount}'`);
    expect((await of(at => `${at % 3}.50`)).text).toContain('discount_amount: Discount\n');
  });

  it('takes what was sold, not what was paid of it or the tax on it', async () => {
    const record = (at: number) => [at, day(at), `C${at % 5}`, at % 2 ? '0.00' : '11.00', '11.00', '1.00', '10.00'];
    const header = 'Invoice Number,Invoice Date,Customer ID,Amount Paid,Total,Tax,Subtotal';
    expect((await drafted({ 'invoices.csv': csv(header, 20, record) })).text).toContain('net_amount: Subtotal\n');
    const gift = (at: number) => [at, day(at), `D${at % 5}`, '10.00', '0.30', '9.70'];
    const gifts = csv('Gift ID,Gift Date,Donor ID,Gift Amount,Fee,Net Amount', 20, gift);
    expect((await drafted({ 'gifts.csv': gifts })).text).toContain('net_amount: Gift Amount\n');
  });

  it.each([
    ['11:22 AM', 'h:mm A'],
    ['3:05PM', 'h:mmA'],
    ['9:05:11', 'H:mm:ss'],
  ])('joins day and time of day: %s', async (clock, hands) => {
    const record = (at: number) => [`01/${13 + at}/2026`, clock, at, `C${at % 5}`, '10.00'];
    const { text } = await drafted({ 'orders.csv': csv('Date,Time,Order ID,Customer ID,Total', 9, record) });
    expect(text).toContain(`concat("Date", '' '', "Time")', formats: 'MM/DD/YYYY ${hands}'`);
  });

  it('takes a name for the number of a customer where there is no other', async () => {
    const record = (at: number) => [at, day(at), `Ann ${at % 5}`, '10.00'];
    const { text } = await drafted({ 'orders.csv': csv('Order ID,Order Date,Customer Name,Total', 20, record) });
    expect(text).toContain('md5(lower(trim("Customer Name")))');
    expect(text).toContain('two customers of one name are taken for one');
  });
});
