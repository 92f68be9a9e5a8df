import type { MiningTask } from '../../../models/mining.js';
import type { Model } from '../../../models/model.js';
import { savedModel } from '../../../models/persist.js';
import { scoreTable } from '../../../models/together.js';
import type { DuckDb } from '../../engine/duckdb.js';
import { rowsOf } from '../../table.js';
import type { ModelFit } from '../fit.js';
import { learn } from '../learn.js';
import { scoreSelects } from '../scored.js';
import { tableFingerprint } from '../table-fingerprint.js';
import type { Find, MinedTable } from './find.js';

/** Fits a model and scores by it. */
export function findByModel(model: Model): Find {
  return async (engine, options, task) => {
    const fit = await fitted(engine, model, options, task);
    const tables = await tablesOf(engine, model);
    const { fitted: learnt } = fit.saved;
    return {
      answer: { ...Object.fromEntries(tables.map(({ name, rows }) => [name, rows])), ...model.mining.result(learnt) },
      tables,
      words: model.words(learnt),
      everything: `select * from ${scoreTable(model.name)} order by customer_id`,
      scoring: `-- The scores of ${model.name}, over ${model.source}.\n${model.score(learnt)}`,
    };
  };
}

async function fitted(engine: DuckDb, model: Model, options: object, task: MiningTask): Promise<ModelFit> {
  const features = await engine.query(model.training(options));
  const learnt = {
    options,
    fitted: await learn(engine, model, features, options),
    asOf: task.asOf,
    rows: features.rows,
  };
  const fit = { model, saved: savedModel(model, { ...learnt, fingerprint: tableFingerprint(features) }) };
  const beyond = beyondFile(model, Object.keys(model.mining.features(task)));
  for (const [table, select] of scoreSelects([fit])) if (!beyond.has(table)) await engine.replace(table, select);
  return fit;
}

/** The tables that read what only a warehouse has: a file has no customers' master and no products. */
function beyondFile({ tables }: Model, made: string[]): Set<string> {
  const isThere = (table: string) => made.includes(table) || table.startsWith('score.');
  return new Set(tables.filter(({ reads }) => !reads.every(isThere)).map(({ table }) => table));
}

async function tablesOf(engine: DuckDb, { mining }: Model): Promise<MinedTable[]> {
  const tables: MinedTable[] = [];
  for (const [name, select] of Object.entries(mining.tables)) {
    const table = await engine.query(select);
    tables.push({ name, columns: table.columns.map(column => column.name), rows: rowsOf(table) });
  }
  return tables;
}
