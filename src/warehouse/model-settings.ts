import type { Model } from '../../models/model.js';
import type { Refit } from '../project/refit-schema.js';
import type { ProjectFile } from '../project/schema.js';

/** What the project file says of a model. */
export interface ModelSettings {
  options: object;
  refit: Refit;
}

/** The section of the project file that has the model's name; undefined where it has none, and the model is off. */
export function settingsOf(config: ProjectFile, { name }: Model): ModelSettings | undefined {
  const section = (config as unknown as Record<string, ({ refit: Refit } & object) | undefined>)[name];
  if (!section) return undefined;
  const { refit, ...options } = section;
  return { options, refit };
}

/** The same project with every model fitted anew by the rule, where one is given. */
export function withRefit(config: ProjectFile, models: readonly Model[], refit: Refit | undefined): ProjectFile {
  if (refit === undefined) return config;
  const sections = models.flatMap(model => {
    const settings = settingsOf(config, model);
    return settings ? [[model.name, { ...settings.options, refit }]] : [];
  });
  return { ...config, ...Object.fromEntries(sections) };
}
