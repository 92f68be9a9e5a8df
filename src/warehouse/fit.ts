import { saveModel } from '../../models/persist.js';
import { boundTable, type RfmFitted, type RfmOptions, rfm } from '../../models/rfm/index.js';
import type { Engine } from '../engine/engine.js';
import type { State } from '../run/state.js';
import { type FrozenFit, frozenFit } from './frozen-fit.js';
import type { Ground } from './session.js';
import { valuesSelect } from './values-select.js';

/** What fitting the models gave: their score selects, what to keep of them, what to say about them. */
export interface FittedModels {
  selects: Map<string, string>;
  /** One text per fitted model, for `decisions/`. */
  saved: { model: string; text: string }[];
  rfm: RfmFitted;
  /** Where the bounds were not fitted anew: the fit that they are of. */
  frozen?: FrozenFit;
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

/**
 * Fits every model on the features that stand in the engine, or takes the last published fit where the project freezes it; with no date to
 * look back from there is none, and nothing is kept. Throws CliError (usage) where there is no fit to freeze, or it had other options.
 */
export async function fitModels(
  engine: Engine,
  { project, state }: Pick<Ground, 'project' | 'state'>,
  asOf: string | null,
): Promise<FittedModels> {
  const { freeze, ...options } = project.config.rfm;
  if (freeze) return frozenModels(state, options);
  const fitted = rfm.fit(await engine.query(rfm.training(options)), options);
  const saved = asOf === null ? [] : [{ model: rfm.name, text: saveModel(rfm, { options, fitted, asOf }) }];
  return { selects: scoreSelects(fitted), saved, rfm: fitted };
}

function frozenModels(state: State, options: RfmOptions): FittedModels {
  const { text, frozen, fitted } = frozenFit(state, options);
  return { selects: scoreSelects(fitted), saved: [{ model: rfm.name, text }], rfm: fitted, frozen };
}

/** The selects of the scored tables, once the model is fitted. */
export function scoreSelects(fitted: RfmFitted): Map<string, string> {
  return new Map([
    ['score.rfm', rfm.score(fitted)],
    ['score.rfm_bound', valuesSelect(boundTable(fitted))],
  ]);
}
