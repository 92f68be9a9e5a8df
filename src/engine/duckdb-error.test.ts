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
