// Segments as a run makes them, out of a warehouse: features, fit, description, score, profile. Usage: segments-ours.mjs DATABASE
import { readFileSync } from 'node:fs';
import { segment } from '../dist/models/segment/index.js';
import { openDuckDb } from '../dist/src/engine/duckdb.js';
import { learn } from '../dist/src/warehouse/learn.js';

const engine = await openDuckDb({ path: process.argv[2] });
const parts = {};
const timed = async (part, work) => {
  const begun = performance.now();
  const answer = await work();
  parts[part] = Number(((performance.now() - begun) / 1000).toFixed(2));
  return answer;
};
const made = async (schema, names) => {
  for (const name of names)
    await engine.replace(`${schema}.${name}`, readFileSync(`sql/${schema}/${name}.sql`, 'utf8'));
};
await timed('features', async () => {
  await made('mart', ['product_category', 'customer_assortment']);
  await made('feature', ['window_day', 'customer_order', 'customer_rhythm', 'customer_habit', 'customer_behaviour']);
  await engine.replaceView('feature.customer', readFileSync('sql/feature/customer.sql', 'utf8'));
});
const features = await timed('training', () => engine.query(segment.training(segment.defaults)));
const fitted = await timed('fit', () => learn(engine, segment, features, segment.defaults));
await timed('score', () => engine.replace('score.segment', segment.score(fitted)));
await timed('profile', () => made('report', ['segment_profile']));
console.log(JSON.stringify({ parts, customers: features.rows, k: fitted.clusters.length }));
await engine.close();
