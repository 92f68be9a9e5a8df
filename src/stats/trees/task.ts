import type { CodeTable } from './bins.js';
import type { Purity } from './impurity.js';
import type { Codes } from './question-of.js';

/** The best split of a node as codes, and by how much it raises purity. */
export interface Split extends Codes {
  missing: 'left' | 'right';
  decrease: number;
}

export interface Task {
  columns: CodeTable[];
  /** What a row of each class counts for. */
  weights: Float64Array;
  purity: Purity;
  minLeaf: number;
  /** Whether rows without a value take part, on the side where they split better; else surrogates will send them. */
  isDirected: boolean;
}
