import { noUses, type Uses, union } from './uses.js';

/** Where a value comes from. */
export interface Origin {
  /** The columns whose values make it. */
  feeds: Uses;
  /** The columns that only choose between values: conditions of a case, a filter, an order. */
  decides: Uses;
  /** It is the value of one column, unchanged. */
  passes: boolean;
}

/** A value that no column has a part in. */
export const constant: Origin = { feeds: noUses, decides: noUses, passes: false };

/** A value made of several. */
export function computed(...parts: Origin[]): Origin {
  return {
    feeds: union(...parts.map(part => part.feeds)),
    decides: union(...parts.map(part => part.decides)),
    passes: false,
  };
}
