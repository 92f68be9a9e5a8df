import { returnWords, saleWords } from './sale-words.js';
import { spelt } from './spelling.js';

/** Whether a file is called by returns, and not by sales too: that may have both. */
export function isOfReturns(name: string): boolean {
  const words = spelt(name).split(/[^\p{L}]+/u);
  const phrases = words.flatMap((word, at) => [word, `${word} ${words[at + 1] ?? ''}`]);
  return phrases.some(phrase => returnWords.test(phrase)) && !words.some(word => saleWords.test(word));
}
