import type { Columns } from '../value-order.js';

/** Scores of rows whose columns these are: any model. */
export type Predict = (columns: Columns) => ArrayLike<number>;
