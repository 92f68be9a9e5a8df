import { count } from '../src/count.js';
import { shareWords } from '../src/share-words.js';
import type { Row } from './model.js';

/** A segment in a sentence: its customers, and their share of the revenue. */
export function sizeSentence({ segment, customers, revenue_share: share }: Row): string {
  return `${segment}: ${count(Number(customers), 'customer')}, ${shareWords(Number(share))} of revenue`;
}
