import { expect, it } from 'vitest';
import { queryError } from './duckdb-error.js';

it('a database that a full disk has stopped says so at every statement that comes after', () => {
  // What DuckDB 1.5.6 said on a file system of 30 MB, when a checkpoint had failed there and the next statement was run.
  const refused =
    new Error(`FATAL Error: Failed: database has been invalidated because of a previous fatal error. The database must be restarted prior to being used again.
Original error: "Failed to create checkpoint because of error: Could not write file "/mnt/warehouse.duckdb": No space left on device"`);
  expect(queryError(refused, 'select 1')).toMatchObject({
    code: 6,
    message:
      'Failed to create checkpoint because of error: Could not write file "/mnt/warehouse.duckdb": No space left on device',
    hint: expect.stringContaining('free some space'),
  });
});

it('a sum that a table cannot keep is told as one, and a query of a user gets the words of the engine', () => {
  // What DuckDB 1.5.6 said of 2,000 lines of 99,999,999,999.99 each.
  const refused = new Error(
    'Conversion Error: Casting value "-199999979999800.0000" to type DECIMAL(18,4) failed: value is out of range! when casting from source column sum(monetary)',
  );
  expect(queryError(refused, 'select 1', 'report.rfm_segment')).toMatchObject({
    code: 1,
    message: 'report.rfm_segment: amounts add up to -199999979999800.0000; sums are kept below 100000000000000 (10^14)',
    hint: 'map amounts in a larger unit, such as thousands',
  });
  expect(queryError(refused, 'select 1')).toMatchObject({ name: 'QueryError' });
});
