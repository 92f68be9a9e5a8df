import { expect, it } from 'vitest';
import { openError, queryError } from './duckdb-error.js';

it('a database that a full disk has stopped says so at every statement that comes after', () => {
  // What DuckDB 1.5.6 said on a file system of 30 MB, when a checkpoint had failed there and the next statement was run.
  const refused =
    new Error(`FATAL Error: Failed: database has been invalidated because of a previous fatal error. The database must be restarted prior to being used again.
Original error: "Failed to create checkpoint because of error: Could not write file "/mnt/warehouse.duckdb": No space left on device"`);
  // And on one of 16 and of 4 MB, when it made a table and when it let the file go.
  const made = new Error(
    'IO Error: Database "warehouse" has been invalidated because checkpointing failed. Detach and reattach it before using it again. Original error: Could not write file "/mnt/warehouse.duckdb": No space left on device',
  );
  const closed = new Error(`IO Error: Detached database 'warehouse', but CHECKPOINT during DETACH failed.
Checkpoint failed for database "warehouse". The database has been invalidated. Original error: Could not write file "/mnt/warehouse.duckdb": No space left on device`);
  for (const error of [refused, made, closed])
    expect(queryError(error, 'select 1')).toMatchObject({
      code: 6,
      message: 'the disk is full: no room to write /mnt/warehouse.duckdb',
      hint: expect.stringContaining('free some space'),
    });
});

it('a block that is not what was written is told as damage, not as a lock, when the file is opened and when it is read', () => {
  // What DuckDB 1.5.6 said of a file in which six bytes of a block had been written over.
  const refused = new Error(
    'IO Error: Corrupt database file: computed checksum 159049663028144277 does not match stored checksum 11356480362798191007 in block at location 13381632',
  );
  const told = { code: 6, hint: expect.stringContaining('custometry run --rebuild') };
  expect(openError(refused, '/warehouse.duckdb')).toMatchObject(told);
  expect(queryError(refused, 'select 1')).toMatchObject(told);
});

it('a file that this user may not read is not told as damaged', () => {
  // What DuckDB 1.5.6 said of one of mode 000.
  const refused = new Error('IO Error: Cannot open file "/warehouse.duckdb": Permission denied');
  expect(openError(refused, '/warehouse.duckdb')).toMatchObject({
    code: 6,
    message: '/warehouse.duckdb cannot be opened: permission denied',
    hint: 'call as the user whose it is',
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
  // And of a margin: a revenue of -4.8·10¹³ less a cost of 7·10¹³.
  const margin = new Error(
    'Out of Range Error: Overflow in subtract of DECIMAL(18) (-475938120933454218 - 704749990126891948). You might want to add an explicit cast to a bigger decimal.',
  );
  expect(queryError(margin, 'select 1', 'mart.customer')).toMatchObject({
    code: 1,
    message: 'mart.customer: amounts add up to too much; sums are kept below 100000000000000 (10^14)',
  });
});
