import { describe, expect, it } from 'vitest';
import { drafted } from '../../fixtures/drafted.js';

const day = (at: number) => `2026-01-${String(at + 13)}`;

describe('the entries of an account', () => {
  const ledger = (kinds: string[], sum: (at: number) => string) =>
    drafted('ledger.csv', 'Entry No;Date;Member No;Entry Type;Amount', at => [
      at,
      day(at),
      `M${at % 4}`,
      kinds[at % kinds.length],
      sum(at),
    ]);

  it('are sold where payments stand against them', async () => {
    const text = await ledger(['Membership fee', 'Payment received', 'Course'], at => `${at % 3 === 1 ? '-' : ''}9.00`);
    expect(text).toContain(`where: '"Entry Type" in (''Course'', ''Membership fee'')'`);
    const words = 'only records whose Entry Type is Course or Membership fee are read, none of Payment received\n';
    expect(text).toContain(`# check: ${words}`);
    const all = await ledger(['Payment', 'Web order', 'Refund'], at => `${at % 3 === 2 ? '-' : ''}9.00`);
    expect(all).toContain('# check: only records whose Entry Type is Payment or Refund or Web order are read\n');
  });

  it('are asked about where no sign tells payments from what they pay', async () => {
    const text = await ledger(['Membership fee', 'Payment', 'Course'], () => '9.00');
    expect(text).toContain(`where: '\${ledger_where}'`);
    expect(text).toContain(`such as "Entry Type" not in ('Payment'), or true where all are`);
    const till = await ledger(['Sale', 'Return', 'Deposit'], at => `${at % 3 === 1 ? '-' : ''}9.00`);
    expect(till).toContain(`where: '"Entry Type" in (''Return'', ''Sale'')'`);
    // Payments that are taken back are what they are by themselves.
    expect(await ledger(['Payment', 'Refund'], at => `${at % 2 ? '-' : ''}9.00`)).not.toContain('where');
    expect(await ledger(['Payment', 'Refund', 'Chargeback'], () => '9.00')).toContain(
      `case when "Entry Type" in (''Chargeback'', ''Refund'') then ''-'' || "Amount" else "Amount" end`,
    );
  });

  it('of a service that takes payments are these, less what goes back, by whom the money comes from or goes to', async () => {
    const kinds = ['Website Payment', 'Payment Refund', 'General Withdrawal', 'Express Checkout Payment'];
    const header =
      'Date;Time;Name;Type;Status;Currency;Gross;Fee;Net;From Email Address;To Email Address;Transaction ID';
    const text = await drafted('Download.csv', header, at => {
      const isOut = at % 4 === 1 || at % 4 === 2;
      const own = ['shop@firm.example', `c${at % 3}@x.example`];
      const [from, to] = isOut ? own : own.toReversed();
      const [gross, fee, net] = isOut ? ['-9.00', '0.00', '-9.00'] : ['9.00', '-0.56', '8.44'];
      const state = at === 3 ? 'Denied' : at === 4 ? 'Refunded' : 'Completed';
      return [day(at), '10:00:00', `N${at % 3}`, kinds[at % 4], state, 'USD', gross, fee, net, from, to, `T${at}`];
    });
    const kept = `"Type" in (''Express Checkout Payment'', ''Payment Refund'', ''Website Payment'')`;
    expect(text).toContain(`where: '${kept} and ("Status" in (''Denied'')) is not true'`);
    expect(text).toContain('net_amount: Gross\n');
    expect(text).toContain(
      `case when cast("Gross" as varchar) like ''-%'' then "To Email Address" else "From Email Address" end`,
    );
    // That of the shop itself would be that of each customer who got something back.
    expect(text).not.toContain('email:');
  });
});
