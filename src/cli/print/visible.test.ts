import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible, visibleJson, visibleLines } from './visible.js';

describe('visible', () => {
  it.each([
    ['an escape sequence', '\u001b[2J\u001b]0;title\u0007', '␛[2J␛]0;title␇'],
    ['line breaks and tabs', 'a\r\nb\tc', 'a␍␊b␉c'],
    ['the one-byte escape of C1', '\u009b31m', '\\u{9b}31m'],
    ['delete and null', '\u007f\u0000', '␡␀'],
    ['an override of direction', 'invoice\u202excod.exe', 'invoice\\u{202e}xcod.exe'],
    ['isolates and marks', '\u2066a\u2069\u200f', '\\u{2066}a\\u{2069}\\u{200f}'],
    ['separators of lines', 'a\u2028b', 'a\\u{2028}b'],
    ['zero width and byte order mark', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['half a pair', 'a\ud83d', 'a\ufffd'],
  ])('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves letters, marks, joined emoji and Persian non-joiners as they are', () => {
    for (const text of ['Zoë', 'cafe\u0301', '山田太郎', '👩‍👩‍👧', 'نمی\u200cخواهم', ''])
      expect(visible(text)).toBe(text);
  });

  it('leaves nothing behind that steers, whatever the data', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
      }),
      { seed: 8 },
    );
  });

  it('keeps the lines of a text of several lines', () => {
    expect(visibleLines('a\u001b\nb')).toBe('a␛\nb');
  });
});

describe('visibleJson', () => {
  it('parses to the same value, and is safe to look at', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), values => {
        const json = visibleJson(JSON.stringify(values, null, 2));
        expect(JSON.parse(json)).toEqual(values);
        expect(json).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
      }),
      { seed: 8 },
    );
  });
});
