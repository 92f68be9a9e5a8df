import { expect, it } from 'vitest';
import { shareWords } from './share-words.js';

it('a share reads as none or as all only where it is', () => {
  const shares = [0, 31 / 200_000, 0.125, 0.9999, 0.99996, 1];
  expect(shares.map(share => shareWords(share))).toEqual([
    '0.0 %',
    '0.02 %',
    '12.5 %',
    '99.99 %',
    '99.996 %',
    '100.0 %',
  ]);
  expect([shareWords(0.12346, 2), shareWords(0.00004, 2), shareWords(0.5, 0)]).toEqual(['12.35 %', '0.004 %', '50 %']);
  expect([shareWords(1e-20), shareWords(1.25)]).toEqual(['0.0 %', '125.0 %']);
});
