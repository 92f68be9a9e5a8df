import type { RivalName } from './rivals.js';

/** Those who must be beaten. */
export const baselines: readonly RivalName[] = ['share', 'recency'];
