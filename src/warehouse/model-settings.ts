import type { Model } from '../../models/model.js';
import type { Refit } from '../project/refit-schema.js';
import type { ProjectFile } from '../project/schema.js';

/** What the project file says of a model. */
export interface ModelSettings {
  options: object;
  refit: Refit;
}

/** The section of the project file that has the model's name, with the reporting currency of the amounts that it learns from; undefined where it has none, and the model is off. */
export function settingsOf(config: ProjectFile, model: Model): ModelSettings | undefined {
  const section = sectionOf(config, model);
  if (!section) return undefined;
  const { refit, ...said } = section;
  return { options: { ...said, currency: config.currency }, refit };
}

/** The same project with every model fitted anew by the rule, where one is given. */
export function withRefit(config: ProjectFile, models: readonly Model[], refit: Refit | undefined): ProjectFile {
  if (refit === undefined) return config;
  const sections = models.flatMap(model => {
    const section = sectionOf(config, model);
    return section ? [[model.name, { ...section, refit }]] : [];
  });
  return { ...config, ...Object.fromEntries(sections) };
}

function sectionOf(config: ProjectFile, { name }: Model): ({ refit: Refit } & object) | undefined {
  return (config as unknown as Record<string, ({ refit: Refit } & object) | undefined>)[name];
}
