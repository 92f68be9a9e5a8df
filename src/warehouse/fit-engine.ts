import { models } from '../../models/index.js';
import type { Model } from '../../models/model.js';
import { CliError, exitCode } from '../errors.js';

/** What fits a model: our own mathematics, or the well-known package that ours is held against. */
export type FitEngine = 'own' | 'reference';

/** The model as that engine fits it; all else of it is the same. Throws CliError (usage) where no package does what it does, or it is not installed. */
export async function fittedBy(model: Model, engine: FitEngine = 'own'): Promise<Model> {
  if (engine === 'own') return model;
  const { name, reference } = model;
  if (!reference) throw noReference(name);
  const fit = await reference.fit().catch(error => {
    throw isMissing(error) ? notInstalled(name, reference.package, error) : error;
  });
  return { ...model, fit };
}

/** Of an `import`, and of one that was made a `require`. */
function isMissing(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND';
}

function notInstalled(name: string, needed: string, cause: unknown): CliError {
  const message = `${name}: the reference engine is the package ${needed}, which is not installed`;
  return new CliError(message, exitCode.usage, `npm install ${needed} where custometry is, or leave out --engine`, {
    cause,
  });
}

/** What is said where no package does what is asked. */
export function noReference(name: string): CliError {
  const others = models.filter(one => one.reference).map(one => one.name);
  return new CliError(`${name} has no reference engine`, exitCode.usage, `there is one for ${others.join(', ')}`);
}
