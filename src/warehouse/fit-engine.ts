import { models } from '../../models/index.js';
import type { Model } from '../../models/model.js';
import { CliError, exitCode } from '../errors.js';

/** What fits a model: our own mathematics, or the well-known package that ours is held against. */
export type FitEngine = 'own' | 'reference';

/** The model as that engine fits it; all else of it is the same. Throws CliError (usage) where no package does what it does. */
export async function fittedBy(model: Model, engine: FitEngine = 'own'): Promise<Model> {
  if (engine === 'own') return model;
  const { name, reference } = model;
  if (reference) return { ...model, fit: await reference.fit() };
  throw noReference(name);
}

/** What is said where no package does what is asked. */
export function noReference(name: string): CliError {
  const others = models.filter(one => one.reference).map(one => one.name);
  return new CliError(`${name} has no reference engine`, exitCode.usage, `there is one for ${others.join(', ')}`);
}
