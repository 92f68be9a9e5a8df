import type { Table } from '../../src/table.js';
import { type Evaluation, evaluate } from './evaluate.js';
import { type Entries, entriesOf } from './features.js';
import { type Learnt, learn } from './learn.js';
import type { BasketOptions } from './options.js';

/** What the model has learnt: rules, pairs and popular items, and whether they foretell better than popularity alone. */
export interface BasketFitted extends Learnt {
  /** How many products are suggested to a customer. */
  suggestions: number;
  /** Whether rules and pairs foretold the later baskets no worse than popularity; if not, only popular items are suggested. */
  isUseful: boolean;
  evaluation: Evaluation | null;
  /** The names of the items that rules, pairs and popular items are made of. */
  names: Record<number, string>;
}

/** Mines all baskets, and a second time those of the first four fifths, to see what they foretell of the rest. */
export function fit(features: Table, options: BasketOptions): BasketFitted {
  const entries = entriesOf(features);
  const learnt = learn(entries, options);
  const evaluation = evaluate(entries, options);
  const isUseful = evaluation === null || evaluation.model.map >= evaluation.popularity.map;
  const { suggestions } = options;
  return { ...learnt, suggestions, isUseful, evaluation, names: namesOf(learnt, entries) };
}

function namesOf({ rules, pairs, popular }: Learnt, { names }: Entries): Record<number, string> {
  const items = new Set([
    ...rules.flatMap(({ left, right }) => [...left, right]),
    ...pairs.flatMap(({ item, other }) => [item, other]),
    ...popular.map(({ item }) => item),
  ]);
  return Object.fromEntries([...items].sort((a, b) => a - b).map(item => [item, names.get(item) ?? String(item)]));
}
