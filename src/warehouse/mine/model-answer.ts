import type { MiningTask } from '../../../models/mining.js';
import type { Model } from '../../../models/model.js';
import { savedModel } from '../../../models/persist.js';
import { scoreTable } from '../../../models/together.js';
import type { DuckDb } from '../../engine/duckdb.js';
import type { ModelFit } from '../fit.js';
import { learn } from '../learn.js';
import { scoreSelects } from '../scored.js';
import { tableFingerprint } from '../table-fingerprint.js';
import { trainingTable } from '../training-table.js';
import { askedRow } from './asked-row.js';
import type { Find, MinedTable } from './find.js';
import { selectedTables } from './selected-tables.js';

/** Fits a model and scores by it. */
export function findByModel(model: Model): Find {
  return async (engine, options, task, { everything, row, tell }) => {
    const fit = await fitted(engine, model, options, task.asOf, tell);
    await makeTables(engine, fit, options, task, everything ? [scoreTable(model.name)] : []);
    const tables = await selectedTables(engine, model.mining.tables(options));
    const { fitted: learnt, features } = fit.saved;
    const columns = features.map(({ name }) => name).filter(name => !['customer_id', 'as_of'].includes(name));
    return {
      answer: {
        ...Object.fromEntries(tables.map(({ name, rows }) => [name, rows])),
        ...model.mining.result(learnt, options),
      },
      tables: [...tables, ...sheetsOf(model.mining.sheets?.(learnt, options))],
      ...(row && { row: await askedRow(engine, { model, fitted: learnt, columns }, row) }),
      drawing: model.mining.drawing?.(learnt) ?? [],
      words: model.words(learnt),
      everything: `select * from ${scoreTable(model.name)} order by customer_id`,
      scoring: `-- The scores of ${model.name}, over ${model.source}.\n${model.score(learnt)}`,
    };
  };
}

async function fitted(
  engine: DuckDb,
  model: Model,
  options: object,
  asOf: string | null,
  tell?: (warning: string) => void,
): Promise<ModelFit> {
  const features = await trainingTable(engine, model, options);
  if (tell) for (const warning of model.mining.beforehand?.(features, options) ?? []) tell(warning);
  const learnt = { options, fitted: await learn(engine, model, features, options), rows: features.rows };
  const fingerprint = tableFingerprint(features);
  return { model, saved: savedModel(model, { ...learnt, asOf, fingerprint }) };
}

/** Makes the scored tables that are wanted, and those that the answer reads, with what they read in turn. */
async function makeTables(
  engine: DuckDb,
  fit: ModelFit,
  options: object,
  task: MiningTask,
  wanted: string[],
): Promise<void> {
  const { mining } = fit.model;
  const beyond = beyondFile(fit.model, Object.keys(mining.features(task, options)));
  const needed = new Set(wanted);
  const need = async (select: string) => {
    for (const input of await engine.inputs(select)) needed.add(input);
  };
  for (const select of Object.values(mining.tables(options))) await need(select);
  const made: [string, string][] = [];
  for (const [table, select] of [...scoreSelects([fit])].toReversed()) {
    if (beyond.has(table) || !needed.has(table)) continue;
    await need(select);
    made.unshift([table, select]);
  }
  for (const [table, select] of made) await engine.replace(table, select);
}

/** The tables that read what only a warehouse has: a file has no customers' master and no products. */
function beyondFile({ tables }: Model, made: string[]): Set<string> {
  const isThere = (table: string) => made.includes(table) || table.startsWith('score.');
  return new Set(tables.filter(({ reads }) => !reads.every(isThere)).map(({ table }) => table));
}

function sheetsOf(sheets: { name: string; rows: MinedTable['rows'] }[] = []): MinedTable[] {
  return sheets.map(({ name, rows }) => ({ name, columns: Object.keys(rows[0] ?? {}), rows }));
}
