import type { Reason, Row } from '../model.js';
import type { BasketFitted } from './fit.js';
import { itemName } from './item-name.js';
import { measuresOf } from './measures.js';
import { reasonsOf, ruleSentence } from './reason.js';
import type { Rule } from './rules.js';
import { suggestionsFor } from './score-row.js';
import { words } from './words.js';

/**
 * In words: without a row the strongest rules and what they rest on; with a row of feature.customer_item why each product is suggested.
 * A suggestion is no number, so there are no contributions.
 */
export function explain(fitted: BasketFitted, row?: Row): Reason[] {
  const lines = row ? rowLines(fitted, row) : overview(fitted);
  return lines.map(text => ({ text }));
}

function overview(fitted: BasketFitted): string[] {
  const { notes, warnings } = words(fitted);
  const lift = (rule: Rule) => measuresOf(rule, fitted.baskets).lift;
  const strongest = [...fitted.rules].sort((a, b) => lift(b) - lift(a)).slice(0, 10);
  return [...strongest.map(rule => ruleSentence(rule, fitted)), ...notes, ...warnings];
}

function rowLines(fitted: BasketFitted, row: Row): string[] {
  const reasons = new Map(reasonsOf(fitted).map(one => [`${one.tier}:${one.reference}`, one.reason]));
  const name = itemName(fitted.names);
  const found = suggestionsFor(fitted, row);
  if (found.length === 0) return ['nothing to suggest: whatever is popular was bought already'];
  return found.map(({ item, tier, reference }) => `${name(item)}: ${reasons.get(`${tier}:${reference}`) ?? ''}`);
}
