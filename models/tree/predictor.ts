import type { ConditionColumn } from '../condition-words.js';

/** A column that a model predicts by: a number, or a category of one of some words. */
export interface Predictor extends ConditionColumn {
  kind: 'number' | 'category';
  /** The words that count each for itself, ascending; any other one is taken for one of `others`. */
  levels: string[];
}

/** The same with its values by row: the number, the place among the levels (beyond the last for any other word), NaN where there is none. */
export interface Given extends Predictor {
  values: Float64Array;
}

/** A column that nothing is predicted by, and why, to be read after "left out: ". */
export interface LeftOut {
  column: string;
  why: string;
}
