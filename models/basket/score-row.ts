import type { Row } from '../model.js';
import type { BasketFitted } from './fit.js';
import { basketVersion } from './score.js';
import { sourcesOf } from './sources.js';
import { Suggester, type Suggestion } from './suggest.js';

/** Where a suggestion comes from, by its tier. */
export const origins = { 0: 'repeat', 1: 'rule', 2: 'pair', 3: 'popular' } as const;

/** What one row of feature.customer_item is suggested: what the select of `score` gives it. */
export function scoreRow(fitted: BasketFitted, row: Row): Row {
  const { customer_id = null, as_of = null } = row;
  const found = suggestionsFor(fitted, row);
  const [first] = found;
  return {
    customer_id,
    as_of,
    item: first?.item ?? null,
    origin: first ? origins[first.tier] : 'none',
    suggestions: found.map(({ item, tier, reference }) => `${item}:${tier}:${reference}`).join(' '),
    model_version: basketVersion,
  };
}

/** The suggestions for one row of feature.customer_item. */
export function suggestionsFor(fitted: BasketFitted, row: Row): Suggestion[] {
  const bought = String(row.bought_list ?? '')
    .split(' ')
    .filter(text => text !== '')
    .map(text => text.split(':').map(Number))
    .map(([item = 0, days = 0]) => ({ item, days }));
  return suggesterOf(fitted).suggest(bought, fitted.suggestions);
}

const known = new WeakMap<BasketFitted, Suggester>();

function suggesterOf(fitted: BasketFitted): Suggester {
  const found = known.get(fitted) ?? new Suggester(sourcesOf(fitted, fitted.isUseful));
  known.set(fitted, found);
  return found;
}
