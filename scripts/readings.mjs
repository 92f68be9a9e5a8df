import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// What our own selects read, beside what was compiled: to look it up takes a small part of the time that it takes to take their texts apart.
// Begun without it, the engine takes them apart.
const { connect } = await import('../dist/src/engine/duckdb-connection.js');
const { SelectReader } = await import('../dist/src/engine/duckdb-parse.js');
const { readingName, readingsFile } = await import('../dist/src/engine/kept-readings.js');
const { packageRoot } = await import('../dist/src/package-root.js');
const { bareSelect } = await import('../dist/src/plan/bare-select.js');
const { readSql } = await import('../dist/src/plan/read-sql.js');
const file = readingsFile();
rmSync(dirname(file), { recursive: true, force: true });
const connection = await connect({});
const reader = new SelectReader(connection);
const reading = async ({ select }) => {
  const sql = bareSelect(select);
  return [readingName(sql), { tables: await reader.inputs(sql), places: await reader.places(sql) }];
};
const readings = await Promise.all((await readSql(join(packageRoot, 'sql'), 'ours')).map(reading));
await connection.close();
mkdirSync(dirname(file), { recursive: true });
writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(readings)));
renameSync(`${file}.new`, file);
