import { count } from '../src/count.js';
import { shareWords } from '../src/share-words.js';
import type { Row } from './model.js';

/** A segment in a sentence: its customers, and their share of what all scored customers bring. */
export function sizeSentence({ segment, customers, revenue_share: share }: Row): string {
  return `${segment}: ${count(Number(customers), 'customer')}, ${shareWords(Number(share))} of customers' revenue`;
}
