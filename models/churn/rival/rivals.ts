import { boosting } from './boosting.js';
import { logistic, recency } from './logistic.js';
import type { Rival } from './rival.js';
import { share } from './share.js';
import { tree } from './tree.js';

/** Everyone who may tell who leaves, the simplest first. */
const rivals = { share, recency, tree, logistic, boosting };

export type RivalName = keyof typeof rivals;

export const rivalNames = Object.keys(rivals) as RivalName[];

/** A rival whose learnt state goes as plain data. */
export function rivalOf(name: RivalName): Rival<unknown> {
  return rivals[name] as Rival<unknown>;
}
