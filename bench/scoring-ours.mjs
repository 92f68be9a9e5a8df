// Scores customers by one of churn's models, in SQL or row by row in TypeScript. Usage: scoring-ours.mjs FILE ROWS learn | tree|logistic|boosting sql|rows
import { readFileSync, writeFileSync } from 'node:fs';
import { churn } from '../dist/models/churn/model.js';
import { openDuckDb } from '../dist/src/engine/duckdb.js';
import { rowsOf } from '../dist/src/table.js';

const [file, size, model, where] = process.argv.slice(2);
const values = new Float64Array(readFileSync(file).buffer);
const all = values.length / 21;
const rows = model === 'learn' ? 33_000 : Number(size);
const names = Array.from({ length: 20 }, (_, at) => `x_${at}`);
const columns = [...names, '_label'].map((name, at) => {
  return { name, type: { kind: 'double' }, values: values.slice(at * all, at * all + rows) };
});
const ids = { name: '_row', type: { kind: 'integer' }, values: Int32Array.from({ length: rows }, (_, row) => row) };
const engine = await openDuckDb();
await engine.write('feature.given', { rows, columns: [ids, ...columns] });
const who = `'c' || _row as customer_id, cast('2026-11-27' as date) as as_of, 'plan ' || cast(x_5 as integer) as plan`;
const words = { ...churn.defaults, columns: [...names, 'plan'], recency: 'x_1', split: { kind: 'random', share: 0.2 } };
if (model === 'learn') {
  const target = `case when _label = 1 then 'left' else 'stayed' end as _target`;
  await engine.replace('feature.churn_example', `select *, ${who}, ${target} from feature.given`);
  const fitted = churn.fit(await engine.query(churn.training(words)), words);
  writeFileSync(`${file}.json`, JSON.stringify(fitted));
} else {
  await engine.replace('feature.churn', `select *, ${who} from feature.given`);
  const fitted = { ...JSON.parse(readFileSync(`${file}.json`, 'utf8')), chosen: model };
  const { seconds, cpu } = await (where === 'sql' ? inSql(fitted) : rowByRow(fitted));
  console.log(JSON.stringify({ seconds, cpu, differing: where === 'sql' ? await differing(fitted) : undefined }));
}
await engine.close();

async function inSql(fitted) {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  await engine.replace('score.churn', churn.score(fitted));
  return since(begun, before);
}

/** Rows are read in pieces, which is not timed. */
async function rowByRow(fitted) {
  const sum = { seconds: 0, cpu: 0 };
  for (let from = 0; from < rows; from += 50_000) {
    const piece = `select * from feature.churn where _row >= ${from} and _row < ${from + 50_000}`;
    const read = rowsOf(await engine.query(piece));
    const [begun, before] = [performance.now(), process.cpuUsage()];
    read.forEach(row => {
      churn.scoreRow(fitted, row);
    });
    const own = since(begun, before);
    sum.seconds += own.seconds;
    sum.cpu += own.cpu;
  }
  return sum;
}

/** Of every hundredth row how many SQL scores otherwise than TypeScript. */
async function differing(fitted) {
  const some = `select customer_id from feature.churn where mod(_row, 100) = 0`;
  const asked = table => engine.query(`select * from ${table} where customer_id in (${some}) order by customer_id`);
  const [given, scored] = [rowsOf(await asked('feature.churn')), rowsOf(await asked('score.churn'))];
  return given.filter((row, at) => JSON.stringify(churn.scoreRow(fitted, row)) !== JSON.stringify(scored[at])).length;
}

function since(begun, before) {
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6 };
}
