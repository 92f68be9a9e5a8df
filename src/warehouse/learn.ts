import type { Model } from '../../models/model.js';
import type { Engine } from '../engine/engine.js';
import type { Table } from '../table.js';

/** What a model learns of features (the answer of its `training`), and of the scores that follow, over its `source` in the engine. */
export async function learn(
  engine: Engine,
  model: Model,
  features: Table,
  options: object,
  before?: object,
): Promise<object> {
  const fitted = model.fit(features, options, before);
  const { description, source } = model;
  if (!description) return fitted;
  const { columns } = await engine.query(`select * from ${source} where 1 = 0`);
  const counts: Record<string, Table> = {};
  for (const [name, select] of Object.entries(description.counts(fitted, columns)))
    counts[name] = await engine.query(select);
  return description.learn(fitted, counts);
}
