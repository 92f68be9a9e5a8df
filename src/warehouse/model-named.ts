import { models } from '../../models/index.js';
import type { Model } from '../../models/model.js';
import { CliError, exitCode } from '../errors.js';
import { nearest } from '../plan/nearest.js';

/** A model of the house. Throws CliError (usage) with the nearest name. */
export function modelNamed(name: string): Model {
  const found = models.find(model => model.name === name);
  if (found) return found;
  const names = models.map(model => model.name);
  const near = nearest(name, names);
  throw new CliError(
    `there is no model ${name}`,
    exitCode.usage,
    near ? `did you mean ${near}?` : `there is ${names.join(', ')}`,
  );
}
