// The same by ml-kmeans. Usage: kmeans-ml.mjs FILE ROWS COLUMNS K
import { readFileSync } from 'node:fs';
import { kmeans } from 'ml-kmeans';

const [file, ...sizes] = process.argv.slice(2);
const [rows, columns, k] = sizes.map(Number);
const values = new Float64Array(readFileSync(file).buffer);
const points = Array.from({ length: rows + k }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)]);
const [begun, before] = [performance.now(), process.cpuUsage()];
const given = points.slice(0, rows);
const { clusters, centroids, iterations } = kmeans(given, k, {
  initialization: points.slice(rows),
  tolerance: 0,
  maxIterations: 1000,
});
const [seconds, { user, system }] = [(performance.now() - begun) / 1000, process.cpuUsage(before)];
const sse = given.reduce(
  (sum, point, row) => sum + point.reduce((all, value, d) => all + (value - centroids[clusters[row]][d]) ** 2, 0),
  0,
);
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, iterations, sse }));
