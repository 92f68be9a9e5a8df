import { describe, expect, it } from 'vitest';
import { drafted } from '../../fixtures/drafted.js';

const day = (at: number) => `2026-01-${String(at + 13)}`;

describe('the sum of an order', () => {
  it('is the one that comes to another with the tax on it, whatever its header says', async () => {
    const text = await drafted('orders.csv', 'Order ID;Order Date;Customer ID;Goods;VAT;Total', at => {
      const goods = (at + 1) * 10;
      return [at, day(at), `C${at % 4}`, goods, goods / 5, goods * 1.2];
    });
    expect(text).toContain('# check: Total is it and VAT on it\n        net_amount: Goods\n');
  });

  it('has the discount off where the total proves that it is not yet', async () => {
    const of = (off: number) =>
      drafted('orders.csv', 'Order No;Order Date;Customer No;Subtotal;Discount;Shipping;Tax;Tax Percent;Total', at => {
        const [goods, discount] = [(at + 1) * 10, at % 2 ? 2.5 : 0];
        return [
          at,
          day(at),
          `C${at % 4}`,
          goods,
          discount,
          '4.95',
          '1.00',
          '19.00',
          (goods - discount * off + 5.95).toFixed(2),
        ];
      });
    const before = await of(1);
    expect(before).toContain("quantity: '1'");
    expect(before).toContain('unit_price: Subtotal\n');
    expect(before).toContain('discount_amount: Discount\n');
    const after = await of(0);
    expect(after).toContain('net_amount: Subtotal\n');
    expect(after).not.toContain('is Discount off it');
    expect(await of(0.5)).toContain('# check: is Discount off it? It is taken as it stands');
  });

  it('is without the postage on it, and asks of the tax that may still be in it', async () => {
    const of = (goods: string) =>
      drafted('orders.csv', `Order ID;Order Date;Customer ID;Total;Shipping;Tax;${goods}`, at => {
        const sum = (at + 1) * 10;
        return [at, day(at), `C${at % 4}`, sum + 4.9, '4.90', (sum / 6).toFixed(2), sum];
      });
    const text = await of('Goods');
    expect(text).toContain('# check: Total is it and Shipping on it\n');
    expect(text).toContain('# check: is Tax in it? It is taken as it stands\n        net_amount: Goods\n');
    expect(
      await drafted('orders.csv', 'Order ID;Order Date;Customer ID;Total;Shipping', at => [
        at,
        day(at),
        `C${at % 4}`,
        '14.90',
        '4.90',
      ]),
    ).toContain('# check: is Shipping in it?');
  });

  it('has its minus in front, where the file has it behind', async () => {
    const text = await drafted('VBAP.csv', 'VBELN;AUDAT;KUNNR;NETWR', at => [
      at,
      `202601${13 + at}`,
      `C${at % 4}`,
      at % 4 === 3 ? '1.234,50-' : '1.234,50',
    ]);
    const behind = `trim("NETWR") like ''%-'' then ''-'' || trim(replace(trim("NETWR"), ''-'', '''')) else trim("NETWR") end`;
    expect(text).toContain(`net_amount: { from: 'case when ${behind}', formats: '1.234,50' }`);
  });

  it('is that before its tax, also where that is the same in every record and nobody takes a fee', async () => {
    const text = await drafted('receipts.csv', 'Receipt number;Date;Customer ID;Gross sales;Net sales', at => [
      at,
      day(at),
      `C${at % 4}`,
      '5.00',
      '5.00',
    ]);
    expect(text).toContain('net_amount: Net sales\n');
  });

  it('is what was sold, not what several fees have left of it', async () => {
    const text = await drafted(
      'report.csv',
      'order id;date/time;buyer id;total;selling fees;fba fees;product sales',
      at => {
        const sold = (at + 1) * 10;
        return [at, day(at), `C${at % 4}`, (sold * 0.85 - 3).toFixed(2), (-sold * 0.15).toFixed(2), '-3.00', sold];
      },
    );
    expect(text).toContain('net_amount: product sales\n');
  });

  it('is looked at where nothing tells whether the tax is in it', async () => {
    const text = await drafted('orders.csv', 'Order ID;Order Date;Customer ID;Tax;Total', at => [
      at,
      day(at),
      `C${at % 4}`,
      at + 1,
      (at + 1) * 6,
    ]);
    expect(text).toContain('# check: is Tax in it? It is taken as it stands');
  });

  it('is below zero for fewer than no pieces, and its cost that of all of them', async () => {
    const text = await drafted('sales.csv', 'Order No;Order Date;Customer No;SKU;Quantity;Amount;Cost', at => {
      const many = 1 + (at % 3);
      return [at, day(at), `C${at % 4}`, 'A', at === 4 ? -many : many, many * 5, '2.50'];
    });
    const is = `cast("Quantity" as varchar) like ''-%''`;
    expect(text).toContain(`net_amount: 'case when ${is} then ''-'' || "Amount" else "Amount" end'`);
    expect(text).toContain('quantity: Quantity\n');
    expect(text).toContain('taken for the cost of one');
  });

  it('has off what was paid back of it, where that is still in what went back whole', async () => {
    const text = await drafted('charges.csv', 'id;created;customer;amount;Amount Refunded', at => [
      `ch_${at}`,
      day(at),
      `C${at % 4}`,
      '9.00',
      ['0.00', '9.00', '2.50'][at % 3],
    ]);
    const [sum, back] = ['amount', 'Amount Refunded'].map(name => `try_cast("${name}" as decimal(18, 4))`);
    expect(text).toContain(
      `# check: Amount Refunded is taken off\n        net_amount: '${sum} - coalesce(${back}, 0)'`,
    );
  });

  it('is looked at where a column tells what was paid back of it', async () => {
    const text = await drafted('charges.csv', 'id;created;customer;amount;Amount Refunded', at => [
      `ch_${at}`,
      day(at),
      `C${at % 4}`,
      '9.00',
      at % 4 === 0 ? '4.00' : '0.00',
    ]);
    expect(text).toContain('# check: Amount Refunded is not taken off: should it be?');
  });

  it('is asked for where the discount is still in the sum of several pieces', async () => {
    const text = await drafted(
      'orders.csv',
      'Order No;Order Date;Customer No;SKU;Quantity;Amount;Discount;Total',
      at => [at, day(at), `C${at % 4}`, 'A', 2, '20.00', at % 2 ? '2.50' : '0.00', at % 2 ? '17.50' : '20.00'],
    );
    expect(text).toMatch(/net_amount: (?:'\$\{orders_net_amount\}'|Total)\n/);
  });
});
