import { expect, it } from 'vitest';
import { isNumberType } from './number-type.js';

/** Truth: the numeric types of DuckDB's manual; the others only have the name of one in theirs. */
it('types of numbers are told from those that hold or resemble them', () => {
  const numbers =
    'TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT FLOAT DOUBLE'.split(' ');
  expect([...numbers, 'DECIMAL(18,4)'].filter(type => !isNumberType(type))).toEqual([]);
  const others = [
    'INTERVAL',
    'INTEGER[]',
    'DECIMAL(18,4)[]',
    'STRUCT(n INTEGER)',
    'MAP(INTEGER, DOUBLE)',
    'VARCHAR',
    'DATE',
  ];
  expect(others.filter(isNumberType)).toEqual([]);
});
