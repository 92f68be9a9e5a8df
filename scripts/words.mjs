import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

// The portable words as a database file, beside what was compiled: to attach it takes a small part of the time that it takes to make them. Begun
// without one, the engine makes them in memory, from where they are copied.
const { openDuckDb } = await import('../dist/src/engine/duckdb.js');
const { wordFile } = await import('../dist/src/engine/word-file.js');
const file = wordFile();
const made = `${file}.new`;
rmSync(dirname(file), { recursive: true, force: true });
mkdirSync(dirname(file), { recursive: true });
const engine = await openDuckDb();
const quoted = `'${made.replaceAll("'", "''")}'`;
await engine.run(`attach ${quoted} as book (storage_version 'latest')`);
await engine.run('copy from database portable to book');
await engine.run('detach book');
await engine.close();
renameSync(made, file);
