import type { Model } from '../../models/model.js';
import { loadModel, type SavedModel } from '../../models/persist.js';
import { CliError, exitCode } from '../errors.js';
import { decisionFiles, generationOf, readDecisionFile } from '../run/decisions.js';
import { readPointer } from '../run/generations.js';
import type { State } from '../run/state.js';

/** A fit that was published, and the generation that published it first. */
export interface PublishedFit {
  saved: SavedModel;
  generation: string;
}

/** The fit that the standing generation was scored by; undefined before the first. Throws CliError where this program cannot read it. */
export function publishedFit(state: State, model: Model): PublishedFit | undefined {
  const standing = readPointer(state)?.generation;
  for (const file of decisionFiles(state, 'model', standing).reverse()) {
    const saved = [...readDecisionFile(file)].filter(one => one.model === model.name).at(-1);
    if (saved) return { saved: loadModel(model, JSON.stringify(saved)), generation: generationOf(file) };
  }
  return undefined;
}

/** The same, or why this program cannot read it, as of another version or for other features; neither before the first. Throws CliError (source) where its decision is damaged. */
export function fitOrWhyNot(state: State, model: Model): { fit?: PublishedFit | undefined; unread?: string } {
  try {
    return { fit: publishedFit(state, model) };
  } catch (error) {
    if (error instanceof CliError && error.code !== exitCode.source) return { unread: error.message };
    throw error;
  }
}
