import { count } from '../src/count.js';
import type { Row } from './model.js';

/** A segment in a sentence: its customers, and their share of the revenue. */
export function sizeSentence({ segment, customers, revenue_share: share }: Row): string {
  return `${segment}: ${count(Number(customers), 'customer')}, ${(Math.round(Number(share) * 1000) / 10 || 0).toFixed(1)} % of revenue`;
}
