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

/** Truth: what DuckDB writes of the same days as text; ISO 8601 has years of six digits with a sign, and a year 0 before 1. */
describe('a day as a cell', () => {
  const day = (days: number): Cell => cellReader({ name: 'd', type: { kind: 'date' }, values: Int32Array.of(days) })(0);
  const time = (micros: bigint): Cell =>
    cellReader({ name: 't', type: { kind: 'timestamp' }, values: BigInt64Array.of(micros) })(0);

  it('is ISO text in every year that the engine has', () => {
    expect([0, -1, 2_932_896, 2_932_897, -719_528, -719_529].map(day)).toEqual([
      '1970-01-01',
      '1969-12-31',
      '9999-12-31',
      '+010000-01-01',
      '0000-01-01',
      '-000001-12-31',
    ]);
    expect([day(2_147_483_646), day(2 ** 31 - 1), day(1 - 2 ** 31)]).toEqual([
      '+5881580-07-10',
      'infinity',
      '-infinity',
    ]);
  });

  it('has the time of the day with the digits that it needs', () => {
    expect([0n, -1n, 1_500_000n, -62_135_596_800_000_000n].map(time)).toEqual([
      '1970-01-01 00:00:00',
      '1969-12-31 23:59:59.999999',
      '1970-01-01 00:00:01.5',
      '0001-01-01 00:00:00',
    ]);
    expect([time(2n ** 63n - 1n), time(1n - 2n ** 63n)]).toEqual(['infinity', '-infinity']);
  });
});
