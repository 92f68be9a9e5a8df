import { saveModel } from '../../models/persist.js';
import { boundTable, type RfmFitted, rfm } from '../../models/rfm/index.js';
import type { Engine } from '../engine/engine.js';
import type { ProjectFile } from '../project/schema.js';
import { valuesSelect } from './values-select.js';

/** What fitting the models gave: their score selects, what to keep of them, what to say about them. */
export interface FittedModels {
  selects: Map<string, string>;
  /** One text per fitted model, for `decisions/`. */
  saved: { model: string; text: string }[];
  rfm: RfmFitted;
}

/** Tables that models score, with a select that has their inputs; the real one follows from the fit. */
export const scored = [
  {
    table: 'score.rfm',
    sentence: 'One row per customer: recency, frequency and monetary value, their scores and the segment.',
    key: ['customer_id'],
    placeholder: 'select * from feature.rfm',
  },
  {
    table: 'score.rfm_bound',
    sentence: 'One row per axis and bin: the upper bound and how many customers lie in it.',
    key: ['axis', 'bin'],
    placeholder: 'select * from feature.rfm',
  },
];

/** Fits every model on the features that stand in the engine; with no date to look back from there are none, and nothing is kept. */
export async function fitModels(engine: Engine, config: ProjectFile, asOf: string | null): Promise<FittedModels> {
  const fitted = rfm.fit(await engine.query(rfm.training(config.rfm)), config.rfm);
  const saved = asOf === null ? [] : [{ model: rfm.name, text: saveModel(rfm, { options: config.rfm, fitted, asOf }) }];
  return { selects: scoreSelects(fitted), saved, rfm: fitted };
}

/** The selects of the scored tables, once the model is fitted. */
export function scoreSelects(fitted: RfmFitted): Map<string, string> {
  return new Map([
    ['score.rfm', rfm.score(fitted)],
    ['score.rfm_bound', valuesSelect(boundTable(fitted))],
  ]);
}
