import { models } from '../../models/index.js';
import type { Model } from '../../models/model.js';
import { CliError, exitCode } from '../errors.js';
import { keptFit } from './kept-fit.js';
import { settingsOf } from './model-settings.js';
import type { Session } from './session.js';

type Ground = Pick<Session, 'project' | 'state'>;

/** Throws CliError (usage) at once, not after an hour, where a fit is to be kept that is not there. */
export function requireFits(ground: Ground): void {
  const [first] = missingFits(ground);
  if (first) throw first.error;
}

/** The models whose fit is to be kept and is not there, and what a run says of each. */
export function missingFits({ project, state }: Ground): { model: Model; error: CliError }[] {
  return models.flatMap(model => {
    const settings = settingsOf(project.config, model);
    try {
      if (settings?.refit === 'never') keptFit(state, model, settings.options);
      return [];
    } catch (error) {
      if (error instanceof CliError && error.code !== exitCode.source) return [{ model, error }];
      throw error;
    }
  });
}
