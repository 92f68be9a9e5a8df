import { models } from '../../models/index.js';
import type { Model } from '../../models/model.js';
import { notThere } from '../nearest.js';

/** A model of the house, or of a list. Throws CliError (usage) with the nearest name. */
export function modelNamed(name: string, among: readonly Model[] = models): Model {
  const found = among.find(model => model.name === name);
  if (found) return found;
  const names = among.map(model => model.name);
  throw notThere(`there is no model ${name}`, name, names);
}
