import { describe, expect, it } from 'vitest';
import { type Cell, cellReader } from './table.js';

/** Truth: a double holds every whole number below 2^53 and gives back every decimal of 15 digits (IEEE 754: DBL_DIG). */
describe('a decimal as a cell', () => {
  const cell = (value: bigint, scale: number): Cell =>
    cellReader({ name: 'm', type: { kind: 'decimal', precision: 38, scale }, values: [value] })(0);

  it('is a number of up to 15 digits, zeros at the end not counted', () => {
    expect(cell(123_456_789_012_345_0000n, 4)).toBe(123_456_789_012_345);
    expect(cell(12_345_678_901_2345n, 4)).toBe(12_345_678_901.2345);
    expect(cell(-5n, 1)).toBe(-0.5);
    expect(cell(123_456_789_012_345n, 20)).toBe(0.00000123456789012345);
    expect(cell(0n, 4)).toBe(0);
  });

  it('is text with all of its digits where it has more', () => {
    expect(cell(12_345_678_901_234_5678n, 4)).toBe('12345678901234.5678');
    expect(cell(-1_234_567_890_123_456n, 1)).toBe('-123456789012345.6');
  });

  it('is as any integer where it is whole: text from 2^53 on, however many zeros it ends with', () => {
    expect(cell(9_007_199_254_740_991n, 0)).toBe(9_007_199_254_740_991);
    expect(cell(9_007_199_254_740_992n, 0)).toBe('9007199254740992');
    expect(cell(10n ** 23n, 0)).toBe('100000000000000000000000');
    expect(cell(10n ** 23n, 4)).toBe('10000000000000000000.0000');
  });
});
