import { rfm } from '../../models/rfm/index.js';
import { decisionFiles, generationOf, readDecisionFile } from '../run/decisions.js';
import { readPointer } from '../run/generations.js';
import type { State } from '../run/state.js';

/** The model that the standing generation was scored by, as it was saved, and the generation that published it first; undefined before the first. */
export function publishedFit(state: State): { text: string; generation: string } | undefined {
  const standing = readPointer(state)?.generation;
  for (const file of decisionFiles(state, 'model', standing).reverse()) {
    const saved = [...readDecisionFile(file)].filter(one => one.model === rfm.name).at(-1);
    if (saved) return { text: `${JSON.stringify(saved, null, 2)}\n`, generation: generationOf(file) };
  }
  return undefined;
}
