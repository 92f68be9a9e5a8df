import { expect, it } from 'vitest';
import { personOf } from './person.js';
import { wordsOf } from './words-of.js';

/** Truth: by hand. Raw text of a refused record, and the number of a customer in it. */
it.each([
  ['7,2026-01-11,A-17', 'A-17'],
  ['7;Room 12 B;x', 'Room 12 B'],
  ["7,2026-01-11,O'Neil", "O'Neil"],
  ['7,"Smith, Ann",x', 'Smith, Ann'],
  ['7,"the ""old"" one"', 'the "old" one'],
  ['7,(unknown),x', '(unknown)'],
  ['{"customer":"a:b","no":1', 'a:b'],
  ['7,17850.0,x', '17850'],
  ['\u06457 \u0645\u0631\u064a\u0645', '\u0645\u0631\u064a\u0645'],
])('in %s is found %s', (raw, number) => {
  const person = personOf(number, { customers: [['shop', number]], orders: [] }, false);
  expect(wordsOf(raw, person.longest).some(word => person.hasNumber('shop', word))).toBe(true);
});

it('a part of a word is no number, and neither is what the number is only a part of', () => {
  expect(wordsOf('x,A-177,1.7.05', 3)).not.toContain('A-17');
  expect(wordsOf('O,Neil', 3)).not.toContain("O'Neil");
  expect(wordsOf('Room 12 B', 1)).not.toContain('Room 12 B');
});
