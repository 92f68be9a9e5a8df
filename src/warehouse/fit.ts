import { models } from '../../models/index.js';
import type { Model } from '../../models/model.js';
import { type SavedModel, savedModel } from '../../models/persist.js';
import type { Engine } from '../engine/engine.js';
import { isFittedWith, type KeptFit, keptFit } from './kept-fit.js';
import { learn } from './learn.js';
import { type ModelSettings, settingsOf } from './model-settings.js';
import { fitOrWhyNot, type PublishedFit } from './published-fit.js';
import { refuseColumns } from './refuse-columns.js';
import type { Ground } from './session.js';
import { tableFingerprint } from './table-fingerprint.js';
import { trainingTable } from './training-table.js';

/** A model as it scores: what it has learnt, and where it was not fitted anew whose fit it is. */
export interface ModelFit {
  model: Model;
  saved: SavedModel;
  kept?: KeptFit;
}

type Fitting = Pick<Ground, 'project' | 'state'> & { signal?: AbortSignal | undefined };

/**
 * Every model that the project has, in the order of the list, each fitted on the features that stand in the engine where its refit
 * rule says so, else as it was published last. Throws CliError (usage) where there is no fit to keep, or it had other options.
 */
export async function fitModels(
  engine: Pick<Engine, 'query'>,
  ground: Fitting,
  asOf: string | null,
): Promise<ModelFit[]> {
  const fits: ModelFit[] = [];
  for (const model of models) {
    const settings = settingsOf(ground.project.config, model);
    if (settings) fits.push(await fitModel(engine, ground, model, settings, asOf, fits));
  }
  return fits;
}

async function fitModel(
  engine: Pick<Engine, 'query'>,
  { project, state, signal }: Fitting,
  model: Model,
  { options, refit }: ModelSettings,
  asOf: string | null,
  before: readonly ModelFit[],
): Promise<ModelFit> {
  if (refit === 'never') return kept(model, keptFit(state, model, options));
  const features = await trainingTable(engine, model, options, before, refuseColumns(project, model));
  signal?.throwIfAborted();
  const { fit: last } = fitOrWhyNot(state, model);
  const usable = last && isFittedWith(last, options) ? last : undefined;
  const fingerprint = tableFingerprint(features);
  if (usable?.saved.fingerprint === fingerprint && usable.saved.asOf === asOf) return { model, saved: usable.saved };
  if (usable && typeof refit === 'object') {
    const drift = model.drift(usable.saved.fitted, features);
    if (drift <= refit.drift) return kept(model, usable, drift);
  }
  const learnt = await learn(engine, model, features, options, last);
  return { model, saved: savedModel(model, { options, fitted: learnt, asOf, rows: features.rows, fingerprint }) };
}

function kept(model: Model, { saved, generation }: PublishedFit, drift?: number): ModelFit {
  return { model, saved, kept: { generation, asOf: saved.asOf, ...(drift !== undefined && { drift }) } };
}
