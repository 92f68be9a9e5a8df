import type { Proposal } from './propose.js';

/** What tells which records count, and how much each comes to. */
const counted = /^(?:order_id|cancelled|kind|quantity|unit_price|discount_amount|net_amount|amount|monthly_amount)$/;
const longest = 150;

/** What somebody should look at so that the sums are right, each in one short line; without what `told` says already. */
export function amountChecks(proposals: Proposal[], told: string[]): string[] {
  return proposals.flatMap(({ entity, source, columns, checks, isEmbedded }) => {
    if (isEmbedded) return [];
    const whole = checks.filter(text => entity === 'order_line' && !told.includes(text));
    const single = columns.filter(({ name }) => counted.test(name));
    return [
      ...whole.map(text => shortly(`${source}: ${text}`)),
      ...single.flatMap(({ name, checks: own }) => own.map(text => shortly(`${source}.${name}: ${text}`))),
    ];
  });
}

function shortly(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ');
  return line.length <= longest ? line : `${line.slice(0, line.lastIndexOf(' ', longest))} …`;
}
