import { describe, expect, it } from 'vitest';
import { drafted } from '../../fixtures/drafted.js';

const day = (at: number) => `2026-01-${String(at + 13)}`;

describe('a discount', () => {
  const priced = (header: string, discount: (at: number) => string) =>
    drafted('orders.csv', `Order No;Order Date;Customer No;SKU;Quantity;Price;${header}`, at => [
      at,
      day(at),
      `C${at % 4}`,
      'A',
      1 + (at % 3),
      '10.00',
      discount(at),
    ]);

  it('that the file has below zero is taken off', async () => {
    expect(await priced('Discount', at => (at % 2 ? '-1.50' : '0.00'))).toContain(
      `discount_amount: 'replace("Discount", ''-'', '''')'`,
    );
  });

  it.each([
    ['10', ' / 100'],
    ['0.10', ''],
  ])('of a share under a header that says so: %s', async (share, unit) => {
    const text = await priced('discount_pct', at => (at % 2 ? share : '0'));
    expect(text).toContain(`try_cast("discount_pct" as double)${unit}, 4)`);
  });

  it('of cents is asked about, which may as well be a share', async () => {
    expect(await priced('Discount', at => (at % 2 ? '0.50' : '0.00'))).toContain(
      `write in place of \${orders_discount_amount} either Discount, where it is money, or`,
    );
  });

  it('written in several ways is asked about', async () => {
    const text = await priced('Discount', at => ['', '10%', '2.50'][at % 3] ?? '');
    expect(text).toContain(`discount_amount: '\${orders_discount_amount}'`);
    expect(await priced('Discount', at => ['', 'WELCOME', 'BACK'][at % 3] ?? '')).not.toContain('discount_amount');
  });
});
