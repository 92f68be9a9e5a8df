import { basket } from './basket/index.js';
import type { Model } from './model.js';
import { rfm } from './rfm/index.js';
import { segment } from './segment/index.js';

/** Every model of the house, in the order in which a run fits them. */
export const models: readonly Model[] = [rfm, segment, basket];
