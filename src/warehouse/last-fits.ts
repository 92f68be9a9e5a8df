import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { models } from '../../models/index.js';
import type { Model } from '../../models/model.js';
import { loadModel, type SavedModel } from '../../models/persist.js';
import { CliError, exitCode } from '../errors.js';
import type { Ordered } from '../plan/order.js';
import type { ModelFit } from './fit.js';
import { settingsOf } from './model-settings.js';
import { publishedFit } from './published-fit.js';
import { scoringModel } from './scored.js';
import type { Session } from './session.js';

/** The fits of the models of the standing generation that this program can read, and the models of which it cannot, and why. */
interface LastFits {
  fits: ModelFit[];
  unread: Unread[];
}

export interface Unread {
  model: Model;
  word: string;
}

/**
 * The models of the standing generation, as they were fitted; one that was not published yet, or that the project does not have, is
 * missing. So is one whose fit is another version's: what only reads does without it.
 */
export function lastFits(session: Session): LastFits {
  const fits: ModelFit[] = [];
  const unread: Unread[] = [];
  for (const model of models) {
    try {
      const fit = lastFit(session, model);
      if (fit) fits.push(fit);
    } catch (error) {
      if (!(error instanceof CliError && error.code === exitCode.usage)) throw error;
      unread.push({ model, word: `${error.message}: ${model.name} counts as not fitted here; ${error.hint}` });
    }
  }
  return { fits, unread };
}

/** One of them. Throws CliError (usage) where it is another version's, or made for other features. */
export function lastFit({ state, known, project }: Session, model: Model): ModelFit | undefined {
  if (settingsOf(project.config, model) === undefined) return undefined;
  const saved = known ? knownFit(known.folder, model) : publishedFit(state, model)?.saved;
  return saved && { model, saved };
}

function knownFit(folder: string, model: Model): SavedModel | undefined {
  const all = JSON.parse(readFileSync(join(folder, 'models.json'), 'utf8')) as SavedModel[];
  const own = all.find(one => one.model === model.name);
  return own && loadModel(model, JSON.stringify(own));
}

/** Throws CliError (usage) where the select of one of these tables follows from a fit that is another version's: a place holder is no answer. */
export function requireSelects(session: Session, tables: Pick<Ordered, 'table' | 'origin'>[]): void {
  for (const { table, origin } of tables) {
    const model = origin === 'project' ? undefined : scoringModel(table);
    if (model) lastFit(session, model);
  }
}
