import type { TreeOptions } from '../tree/index.js';
import type { Offer } from './profit/offer.js';

/** How churn is learnt. */
export interface ChurnOptions extends TreeOptions {
  /** Whose columns they are, where not those of a warehouse: they are called what a file calls them. */
  origin?: 'file';
  /** What their amounts are in, ISO 4217, where that is known. */
  currency?: string;
  /** What of the target is predicted; where nothing is said, the one of two that reads like a yes. */
  positive?: string | undefined;
  /** Of the log-likelihood of the logistic regression; by default none, and where the columns part the classes, 1. */
  ridge?: number;
  /** The column that by itself is a rival: how long ago somebody came. */
  recency: string;
  /** From which probability on somebody is called positive. */
  threshold: number;
  /** The fewest examples of either class to learn from, and a third as many to judge by. */
  least: number;
  /** What is offered to those who may leave; without it no profit is counted. */
  offer?: Offer | undefined;
  /** Columns whose groups are told how they fare; they need not be predicted by. */
  fairness: string[];
  /** Columns that may tell what only the future knows. */
  allow_leak: string[];
}
