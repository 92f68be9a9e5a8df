import { describe, expect, it } from 'vitest';
import { drafted } from '../../fixtures/drafted.js';

const day = (at: number) => `2026-01-${String(at + 13)}`;

describe('what was sold of other records', () => {
  const ledger = (kinds: string[], sum: (at: number) => unknown) =>
    drafted('ledger.csv', 'Transaction ID;Date;Customer ID;Transaction Type;Amount', at => [
      at,
      day(at),
      `C${at % 4}`,
      kinds[at % kinds.length],
      sum(at),
    ]);

  it('is what was charged and taken back, not how it was paid', async () => {
    const text = await ledger(['Charge', 'Payment', 'Refund'], at => `${at + 1}.50`);
    expect(text).toContain(`where: '"Transaction Type" in (''Charge'', ''Refund'')'`);
    expect(text).toContain(`case when "Transaction Type" in (''Refund'') then ''-'' || "Amount" else "Amount" end`);
  });

  it('are orders, not what was offered', async () => {
    const text = await drafted(
      'sale.order.csv',
      'Order Reference;Order Date;Customer;Untaxed Amount;Total;Status',
      at => [`S${at}`, day(at), `Firm ${at % 4}`, '10.00', '12.00', ['Sales Order', 'Quotation', 'Cancelled'][at % 3]],
    );
    expect(text).toContain(`where: '"Status" in (''Sales Order'')'`);
    expect(text).toContain('net_amount: Untaxed Amount\n');
  });

  it('is told under headers that all begin with the same word', async () => {
    const text = await drafted(
      'deals-17.csv',
      'Deal - ID;Deal - Value;Deal - Currency of Value;Deal - Organization;Deal - Status;Deal - Won time',
      at => [at, '100.00', 'EUR', `Firm ${at % 4}`, at % 2 ? 'Won' : 'Lost', at % 2 ? day(at) : ''],
    );
    expect(text).toContain(`where: '"Deal - Status" in (''Won'')'`);
    for (const line of ['ordered_at: Deal - Won time', 'customer_id: Deal - Organization', 'net_amount: Deal - Value'])
      expect(text).toContain(`${line}\n`);
  });

  it('is told by bookings that have a price and no number of pieces', async () => {
    const record = (at: number) => [`B${at}`, `Jan ${at + 3}, 2026, 10:11:12 AM`, `g${at % 4}@x.org`, '$1,180.00'];
    const text = await drafted('reservations.csv', 'Booking Number;Booked on;Email;Price', record);
    expect(text).toContain("ordered_at: { from: Booked on, formats: 'MMM D, YYYY, h:mm:ss A' }");
    expect(text).toContain('net_amount: { from: Price');
  });

  it('is what an opportunity came to, not what was expected of it', async () => {
    const text = await drafted(
      'Opportunities.csv',
      'Topic;Potential Customer;Est. Close Date;Est. Revenue;Actual Revenue;Actual Close Date;Status',
      at => [`T${at}`, `Firm ${at % 4}`, day(at), '90.00', at % 2 ? '80.00' : '', day(at), at % 2 ? 'Won' : 'Open'],
    );
    expect(text).toContain('net_amount: Actual Revenue\n');
    expect(text).toContain('ordered_at: Actual Close Date\n');
  });

  it('is told by the number of a document and who it was sold to', async () => {
    const text = await drafted(
      'Posted Sales Invoice Lines.csv',
      'Document No.;Line No.;Sell-to Customer No.;Quantity;Unit Price;Posting Date',
      at => [`D${Math.floor(at / 3)}`, at % 3, `C${Math.floor(at / 3)}`, 1, '5.00', day(Math.floor(at / 3))],
    );
    for (const line of ["order_id: 'Document No.'", "customer_id: 'Sell-to Customer No.'", 'ordered_at: Posting Date'])
      expect(text.replaceAll("'", '')).toContain(line.replaceAll("'", ''));
  });

  it('is told by customer and number where a file lists products and services', async () => {
    const text = await drafted(
      'sales by customer.csv',
      'Date;Transaction Type;Num;Customer;Product/Service;Qty;Sales Price;Amount',
      at => [day(at), 'Invoice', 1000 + at, `Firm ${at % 4}`, 'Advice', 1, '5.00', '5.00'],
    );
    expect(text).toContain('order_id: Num\n');
    expect(text).toContain('product_id: Product/Service\n');
  });

  it('is by whom it is sold to, not by the account that it is booked on', async () => {
    const text = await drafted(
      'SalesInvoices.csv',
      'ContactName;InvoiceNumber;InvoiceDate;Description;Quantity;UnitAmount;AccountCode;Status',
      at => [`Firm ${at % 4}`, `INV-${at}`, day(at), 'Advice', 1, '5.00', 200 + (at % 2), at % 3 ? 'Paid' : 'Draft'],
    );
    expect(text).toContain('md5(lower(trim("ContactName")))');
    expect(text).toContain(`cancelled: '"Status" in (''Draft'')'`);
  });

  it('is a ticket for the way back too, which takes nothing back', async () => {
    const text = await drafted('tickets.csv', 'Booking No;Booking Date;Customer No;Ticket Type;Amount', at => [
      at,
      day(at),
      `C${at % 4}`,
      at % 2 ? 'One way' : 'Return',
      '12.00',
    ]);
    expect(text).toContain('net_amount: Amount\n');
    expect(text).not.toContain('kind');
  });

  it.each([
    ['Check #', (at: number) => 100 + at, "order_id: 'Check #'"],
    // Where some have none, it is the check of a bank.
    ['Check #', (at: number) => (at % 2 ? 100 + at : ''), 'derive: customer_day'],
  ])('is told by the check of a guest: %s', async (header, number, order) => {
    const text = await drafted('sales.csv', `${header};Business Date;Guest ID;Menu Item;Qty;Amount`, at => [
      number(at),
      day(at),
      `G${at % 4}`,
      'Soup',
      1,
      '5.00',
    ]);
    expect(text).toContain(order);
  });
});
