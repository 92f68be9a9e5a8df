/*
 * The ten questions in turn, ours from the facts and from aggregates, and the hand-written SQL on the same file and settings, in a warehouse and a
 * database opened anew each time: asked for the first time, then again; the hand-written SQL is a prepared statement then. Prints the medians as JSON.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openWarehouse } from '../dist/src/index.js';
import { questions } from './cubes-questions.mjs';

const [dir, openings = '5'] = process.argv.slice(2);
const { generation } = JSON.parse(readFileSync(join(dir, 'current.json'), 'utf8'));
const file = join(dir, 'generations', generation, 'warehouse.duckdb');
/** Whatever is looked at once for all questions: whether keys find their members. */
const dimensions = { rows: ['customer.segment', 'product.category', 'store.region', 'day.year'], measures: ['sales'] };
/** More rounds of what is asked again. */
const more = 2;

const all = questions.map(() => ({ first: empty(), again: empty() }));
for (let opening = 0; opening <= Number(openings); opening++) {
  const warehouse = await openWarehouse({ project: dir });
  const cube = warehouse.cube('bench');
  await cube.query({ ...dimensions, totals: 'none', aggregates: false });
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const prepared = [];
  for (let round = 0; round <= more; round++)
    for (const [at, one] of questions.entries()) {
      if (round === 1) prepared[at] = await connection.prepare(one.sql);
      const times = await raced(cube, prepared[at] ?? connection, one);
      // The first opening is the program's own warming up.
      const kept = all[at][round === 0 ? 'first' : 'again'];
      if (opening > 0) for (const [name, time] of Object.entries(times)) kept[name].push(time);
    }
  connection.closeSync();
  instance.closeSync();
  await warehouse.close();
}
process.stdout.write(
  `${JSON.stringify(all.map(({ first, again }) => ({ first: medians(first), again: medians(again) })))}\n`,
);
process.exit(0);

function empty() {
  return { ours: [], aggregated: [], rival: [], planning: [] };
}

async function raced(cube, rival, { question, sql }) {
  const [ours, answer] = await timed(() => cube.query({ ...question, aggregates: false }));
  const [aggregated, quick] = await timed(() => cube.query(question));
  const [theirs, rows] = await timed(async () => (await rival.runAndReadAll(sql)).getRows());
  if (quick.source.includes('base')) throw new Error(`${sql}: no aggregate was read`);
  if (JSON.stringify(quick.rows) !== JSON.stringify(answer.rows)) throw new Error(`${sql}: aggregates say otherwise`);
  if (rows.length !== answer.rows.length) throw new Error(`${sql}: ${rows.length} rows, ours ${answer.rows.length}`);
  return { ours, aggregated, rival: theirs, planning: answer.planning_ms };
}

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

function medians(times) {
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, all.sort((a, b) => a - b)[Math.floor(all.length / 2)]]),
  );
}
