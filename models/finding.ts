import type { Row } from './model.js';

/** A segment in a sentence: its customers, and their share of the revenue. */
export function sizeSentence({ segment, customers, revenue_share: share }: Row): string {
  const noun = Number(customers) === 1 ? 'customer' : 'customers';
  return `${segment}: ${Number(customers).toLocaleString('en-US')} ${noun}, ${(Math.round(Number(share) * 1000) / 10 || 0).toFixed(1)} % of revenue`;
}
