import { computed, type Origin } from './origin.js';
import { union } from './uses.js';

/** A value made of one, chosen by another; what chooses feeds where nothing else does. */
export function chosen(value: Origin, by: Origin): Origin {
  if (value.feeds.size === 0) return computed(value, by);
  return { feeds: value.feeds, decides: union(value.decides, by.feeds, by.decides), passes: false };
}
