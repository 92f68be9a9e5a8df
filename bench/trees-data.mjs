// Twenty columns of doubles, one after the other, and labels by log-odds of some of them and of pairs. Usage: trees-data.mjs FILE ROWS
import { writeFileSync } from 'node:fs';
import { random } from '../dist/src/stats/random.js';

const [file, size] = process.argv.slice(2);
const rows = Number(size);
const { uniform } = random(20_261_127);
const bell = () => uniform() + uniform() + uniform() + uniform() - 2;
/** Of four columns two are bells, one is whole numbers, one is skewed. */
const shapes = [bell, () => Math.round(bell() * 3), () => Math.exp(bell() * 2), bell];
const values = new Float64Array(rows * 21);
for (let row = 0; row < rows; row++) {
  const x = Array.from({ length: 20 }, (_, at) => shapes[at % 4]());
  for (let at = 0; at < 20; at++) values[at * rows + row] = x[at];
  const pairs = 0.4 * x[1] * Number(x[4] > 0) - 0.8 * x[8] * x[7];
  const logOdds = 0.9 * x[0] + 0.15 * Math.log(x[2]) + 0.6 * Number(x[3] > 0.3) + 0.3 * x[12] + pairs - 1;
  values[20 * rows + row] = Number(uniform() < 1 / (1 + Math.exp(-logOdds)));
}
writeFileSync(file, values);
