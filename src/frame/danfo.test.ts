import { describe, expect, it } from 'vitest';
import { exitCode } from '../errors.js';
import { toArrow } from './arrow.js';
import { fromDanfo, toDanfo } from './danfo.js';

// What danfojs itself makes of it is tested in fixtures/danfo, where it is installed.
describe('frames of danfojs', () => {
  it('are asked for in words where danfojs is not installed', async () => {
    const table = toArrow({ rows: 1, columns: [{ name: 'a', type: { kind: 'integer' }, values: Int32Array.of(1) }] });
    await expect(toDanfo(table)).rejects.toMatchObject({
      message: 'danfojs is not installed',
      code: exitCode.usage,
      hint: expect.stringContaining('"xlsx": "npm:@e965/xlsx@^0.20.3"'),
    });
  });

  it('become whole numbers only where every value is one, and keep NaN among doubles alone', () => {
    const values = [
      [1, 1.5, Number.NaN, Number.NaN],
      [2, 2, 3, 'x'],
    ];
    const arrow = fromDanfo({ columns: ['i', 'j', 'd', 's'], dtypes: ['int32', 'int32', 'float32', 'string'], values });
    expect(arrow.schema.fields.map(({ type }) => String(type))).toEqual(['Int32', 'Float64', 'Float64', 'Utf8']);
    expect(arrow.toArray().map(row => Object.values(row.toJSON()))).toEqual([
      [1, 1.5, Number.NaN, null],
      [2, 2, 3, 'x'],
    ]);
  });

  it('have days where all Dates are midnights of UTC, else times', () => {
    const values = [[new Date('2026-01-31'), new Date('2026-01-31T12:00:00Z')]];
    const arrow = fromDanfo({ columns: ['day', 'time'], dtypes: ['datetime', 'datetime'], values });
    expect(arrow.schema.fields.map(({ type }) => String(type))).toEqual(['Date32<DAY>', 'Timestamp<MICROSECOND>']);
  });
});
