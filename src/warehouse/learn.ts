import type { Model } from '../../models/model.js';
import type { Engine } from '../engine/engine.js';
import type { Table } from '../table.js';
import { interruptibly } from './interruptibly.js';
import { isFittedWith } from './kept-fit.js';
import type { PublishedFit } from './published-fit.js';

/** What a model learns of features (the answer of its `training`), and of the scores that follow, over its `source` in the engine; where one with the same options was published `last`, the better of the two may stay. */
export async function learn(
  engine: Pick<Engine, 'query'>,
  model: Model,
  features: Table,
  options: object,
  last?: PublishedFit,
): Promise<object> {
  const before = last?.saved.fitted;
  const isRival = last && before && isFittedWith(last, options);
  const fitted = interruptibly(() => {
    const learnt = model.fit(features, options, before);
    return (isRival && model.contest?.(learnt, before, features, options)) || learnt;
  });
  const { description, source } = model;
  if (!description) return fitted;
  const { columns } = await engine.query(`select * from ${source} where 1 = 0`);
  const counts: Record<string, Table> = {};
  for (const [name, select] of Object.entries(description.counts(fitted, columns)))
    counts[name] = await engine.query(select);
  return description.learn(fitted, counts);
}
