// k-means from given starts of columns with missing values: each filled by its median, or refused. Usage: kmeans-missing-ours.mjs FILE ROWS COLUMNS K median|refuse
import { readFileSync } from 'node:fs';
import { prepare } from '../dist/models/segment/prepare.js';
import { kmeans } from '../dist/src/stats/kmeans.js';

const [file, ...words] = process.argv.slice(2);
const [rows, columns, k] = words.slice(0, 3).map(Number);
const missing = words[3];
const values = new Float64Array(readFileSync(file).buffer);
for (let at = 7; at < rows * columns; at += 51) values[at] = Number.NaN;
const given = Array.from({ length: columns }, (_, d) => ({
  name: String(d),
  values: Float64Array.from({ length: rows }, (_, row) => values[row * columns + d]),
}));
const start = Array.from({ length: k }, (_, one) => [
  ...values.subarray((rows + one) * columns, (rows + one + 1) * columns),
]);
const [begun, before] = [performance.now(), process.cpuUsage()];
let found = { sse: null };
try {
  const ready = prepare(given, { log: 'none', winsor: 0, scale: 'none', missing });
  found = kmeans(ready.columns, { k, starts: [start], finish: 'lloyd', maxIterations: 1000 });
} catch (error) {
  if (missing !== 'refuse') throw error;
}
const [seconds, { user, system }] = [(performance.now() - begun) / 1000, process.cpuUsage(before)];
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, sse: found.sse }));
