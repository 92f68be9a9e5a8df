// k-means from given starts. Usage: kmeans-ours.mjs FILE ROWS COLUMNS K [THREADS]
import { readFileSync } from 'node:fs';
import { kmeans } from '../dist/src/stats/kmeans.js';

const [file, ...sizes] = process.argv.slice(2);
const [rows, columns, k, threads] = sizes.map(Number);
const values = new Float64Array(readFileSync(file).buffer);
const given = Array.from({ length: columns }, (_, d) =>
  Float64Array.from({ length: rows }, (_, row) => values[row * columns + d]),
);
const start = Array.from({ length: k }, (_, one) => [
  ...values.subarray((rows + one) * columns, (rows + one + 1) * columns),
]);
const [begun, before] = [performance.now(), process.cpuUsage()];
const { sse, iterations } = kmeans(given, { k, starts: [start], finish: 'lloyd', maxIterations: 1000, threads });
const [seconds, { user, system }] = [(performance.now() - begun) / 1000, process.cpuUsage(before)];
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, iterations, sse }));
