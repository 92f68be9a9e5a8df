import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { fittedBy } from '../../src/warehouse/fit-engine.js';
import { basket } from '../basket/index.js';
import type { Model } from '../model.js';
import { example } from './example.js';
import type { SegmentFitted } from './fit.js';
import { segment } from './index.js';
import { segmentDefaults } from './options.js';
import type { Stage } from './stage.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
  await engine.replace('feature.customer', example.many);
});
afterAll(() => engine.close());

async function fitted(by: 'own' | 'reference', more: object = {}): Promise<SegmentFitted> {
  const options = { ...segmentDefaults, ...more };
  const model = await fittedBy(segment as Model, by);
  return model.fit(await engine.query(segment.training(options)), options) as SegmentFitted;
}

const stage = async (by: 'own' | 'reference', more: object = {}) => (await fitted(by, more)).stages[0] as Stage;

/** Truth: ml-kmeans, from the same starts; it knows no transfers, so its sums are those of ours or greater. */
it('compares the same numbers of segments as ml-kmeans does, with the same figures where nothing is left to transfer', async () => {
  const [own, other] = [await stage('own'), await stage('reference')];
  expect(own.candidates.map(one => one.k)).toEqual(other.candidates.map(one => one.k));
  const alike = own.candidates.filter(({ sse, silhouette }, at) => {
    const there = other.candidates[at] as Stage['candidates'][number];
    expect(sse / there.sse).toBeLessThan(1 + 1e-9);
    if (Math.abs(there.sse / sse - 1) > 1e-9) return false;
    expect(there.silhouette).toBeCloseTo(silhouette, 9);
    return true;
  });
  expect(alike.map(one => one.k)).toEqual([2, 3]);
});

it('comes to segments that are no worse, and to the same where nothing is left to transfer', async () => {
  const [own, other] = [await stage('own', { k: 7 }), await stage('reference', { k: 7 })];
  expect(own.sse).toBeLessThanOrEqual(other.sse * (1 + 1e-12));
  expect(other.worst_sse).toBeGreaterThan(other.sse);
  const [three, there] = [await fitted('own', { k: 3 }), await fitted('reference', { k: 3 })];
  expect((there.stages[0] as Stage).sse / (three.stages[0] as Stage).sse).toBeCloseTo(1, 12);
  expect(there.clusters.map(one => [one.name, one.size])).toEqual(three.clusters.map(one => [one.name, one.size]));
});

it('is refused for a model that no package does, with those that have one', async () => {
  await expect(fittedBy(basket as Model, 'reference')).rejects.toMatchObject({
    message: 'basket has no reference engine',
    hint: 'there is one for segment',
    code: 2,
  });
});

it('says as ours does that there are too few distinct rows', async () => {
  await expect(fitted('reference', { k: 501 })).rejects.toMatchObject({
    message: /distinct rows: ask for fewer/,
    code: 2,
  });
});
