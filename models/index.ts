import { basket } from './basket/index.js';
import { churn } from './churn/index.js';
import type { Model } from './model.js';
import type { Question } from './question.js';
import { rfm } from './rfm/index.js';
import { segment } from './segment/index.js';
import { sequencesQuestion } from './sequences/index.js';
import { tree } from './tree/index.js';

/** Every model of the house, in the order in which a run fits them. */
export const models: readonly Model[] = [rfm, segment, basket, churn];

/** Those that work on one file: the same, and such as no project has a section for. */
export const miners: readonly Model[] = [...models, tree];

/** What is asked of a file besides, by `custometry mine`. */
export const questions: readonly Question[] = [sequencesQuestion];
