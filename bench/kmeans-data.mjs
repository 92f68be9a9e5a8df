// Rows about k centres as doubles, row by row, then k rows to start from. Usage: kmeans-data.mjs FILE ROWS COLUMNS K
import { writeFileSync } from 'node:fs';
import { random } from '../dist/src/stats/random.js';

const [file, ...sizes] = process.argv.slice(2);
const [rows, columns, k] = sizes.map(Number);
const { uniform } = random(20_251_125);
const bell = () => Array.from({ length: 6 }, uniform).reduce((sum, one) => sum + one, -3);
const centers = Array.from({ length: k }, () => Array.from({ length: columns }, () => uniform() * 10));
const values = new Float64Array((rows + k) * columns);
for (let row = 0; row < rows; row++)
  for (let d = 0; d < columns; d++) values[row * columns + d] = centers[row % k][d] + bell() * 2;
for (let one = 0; one < k; one++)
  values.copyWithin((rows + one) * columns, one * 97 * columns, (one * 97 + 1) * columns);
writeFileSync(file, values);
