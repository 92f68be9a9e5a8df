import { count } from '../src/count.js';
import { shareWords } from '../src/share-words.js';
import type { Row } from './model.js';

/** A segment in a sentence: its customers, and their share of what all scored customers bring, if that is above zero. */
export function sizeSentence({ segment, customers, revenue_share: share }: Row): string {
  const size = `${segment}: ${count(Number(customers), 'customer')}`;
  return share === null ? size : `${size}, ${shareWords(Number(share))} of customers' revenue`;
}
