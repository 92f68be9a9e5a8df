/* The ten questions in turn, ours from the facts and from aggregates, and the hand-written SQL on the same file and settings; prints the medians of each as JSON. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openWarehouse } from '../dist/src/index.js';
import { questions } from './cubes-questions.mjs';

const [dir, rounds = '5'] = process.argv.slice(2);
const { generation } = JSON.parse(readFileSync(join(dir, 'current.json'), 'utf8'));
const warehouse = await openWarehouse({ project: dir });
const cube = warehouse.cube('bench');
const instance = await DuckDBInstance.create(join(dir, 'generations', generation, 'warehouse.duckdb'), {
  access_mode: 'READ_ONLY',
});
const connection = await instance.connect();
const results = [];
for (const { question, sql } of questions) {
  const times = { ours: [], aggregated: [], rival: [], planning: [] };
  for (let round = 0; round <= Number(rounds); round++) {
    let start = performance.now();
    const answer = await cube.query({ ...question, aggregates: false });
    const ours = performance.now() - start;
    start = performance.now();
    const quick = await cube.query(question);
    const aggregated = performance.now() - start;
    if (quick.source.includes('base')) throw new Error(`${sql}: no aggregate was read`);
    if (JSON.stringify(quick.rows) !== JSON.stringify(answer.rows)) throw new Error(`${sql}: aggregates say otherwise`);
    start = performance.now();
    const rows = await (await connection.runAndReadAll(sql)).getRows();
    const rival = performance.now() - start;
    if (rows.length !== answer.rows.length) throw new Error(`${sql}: ${rows.length} rows, ours ${answer.rows.length}`);
    if (round > 0)
      for (const [name, time] of Object.entries({ ours, aggregated, rival, planning: answer.planning_ms }))
        times[name].push(time);
  }
  results.push(
    Object.fromEntries(
      Object.entries(times).map(([name, all]) => [name, all.sort((a, b) => a - b)[Math.floor(all.length / 2)]]),
    ),
  );
}
await warehouse.close();
process.stdout.write(`${JSON.stringify(results)}\n`);
process.exit(0);
