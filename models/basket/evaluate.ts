import { type Case, casesOf } from './cases.js';
import { basketsAt, type Entries, productsOf } from './features.js';
import { learn } from './learn.js';
import type { BasketOptions } from './options.js';
import { sourcesOf } from './sources.js';
import { Suggester } from './suggest.js';

/** How well suggestions foretold what customers bought for the first time, or again when it was due. */
export interface Foretold {
  /** The share of the baskets of which at least one suggestion came true. */
  hit: number;
  /** The mean over the baskets of the average precision of the suggestions. */
  map: number;
  /** The mean over the baskets of the normalised discounted cumulative gain. */
  ndcg: number;
  /** The share of the items that were suggested to anybody. */
  coverage: number;
  /** The share of what the items that counted brought that the suggested ones among them did. */
  revenue: number;
}

/** A test on later baskets than those that were learnt from. */
export interface Evaluation {
  /** The first day of the baskets that were foretold, as `YYYYMMDD`. */
  from: number;
  baskets: number;
  model: Foretold;
  /** Without rules and pairs: what is due again is suggested by both, so that the two differ by what is judged. */
  popularity: Foretold;
}

/** More are not looked at; every n-th is, in the order of their numbers. */
const most = 2000;

/**
 * Learns from the first four fifths of the baskets by day, and suggests to every customer of a later basket from what they had bought
 * until then; what counts is the items of the basket that were new to them, or due again. Null where no such basket is there.
 */
export function evaluate(entries: Entries, options: BasketOptions): Evaluation | null {
  const from = splitDay(entries);
  const past = basketsAt(entries, at => (entries.day[at] as number) < from);
  const isSplit = past.baskets > 0 && past.baskets < entries.baskets;
  if (!isSplit) return null;
  const learnt = learn(past, options);
  const cases = casesOf(productsOf(entries), from, new Map(learnt.cycles.map(({ item, days }) => [item, days])), most);
  if (cases.length === 0) return null;
  const items = new Set(entries.item.filter(item => item >= 0)).size;
  const of = (suggester: Suggester) => foretold(cases, suggester, options.suggestions, items);
  return {
    from,
    baskets: cases.length,
    model: of(new Suggester(sourcesOf(learnt, true))),
    popularity: of(new Suggester(sourcesOf(learnt, false))),
  };
}

/** The day of the entry that four fifths of the entries stand before. */
export function splitDay({ day }: Entries): number {
  return day.slice().sort()[Math.floor(day.length * 0.8)] ?? 0;
}

function foretold(cases: Case[], suggester: Suggester, count: number, items: number): Foretold {
  const sums = { hit: 0, map: 0, ndcg: 0, captured: 0, revenue: 0 };
  const suggested = new Set<number>();
  for (const { bought, fresh } of cases) {
    const came = suggester.suggest(bought, count).map(({ item }) => {
      suggested.add(item);
      sums.captured += fresh.get(item) ?? 0;
      return fresh.has(item);
    });
    for (const value of fresh.values()) sums.revenue += value;
    const possible = Math.min(count, fresh.size);
    sums.hit += came.some(Boolean) ? 1 : 0;
    sums.map += averagePrecision(came) / possible;
    sums.ndcg += gain(came) / gain(Array<boolean>(possible).fill(true));
  }
  const mean = (sum: number) => sum / cases.length;
  return {
    hit: mean(sums.hit),
    map: mean(sums.map),
    ndcg: mean(sums.ndcg),
    coverage: suggested.size / items,
    revenue: sums.revenue > 0 ? sums.captured / sums.revenue : 0,
  };
}

/** The sum over the places that came true of the share that had until there. */
function averagePrecision(came: boolean[]): number {
  let hits = 0;
  let sum = 0;
  for (const [at, isTrue] of came.entries()) {
    if (!isTrue) continue;
    hits += 1;
    sum += hits / (at + 1);
  }
  return sum;
}

function gain(came: boolean[]): number {
  return came.reduce((sum, isTrue, at) => sum + (isTrue ? 1 / Math.log2(at + 2) : 0), 0);
}
