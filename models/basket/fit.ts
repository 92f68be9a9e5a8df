import type { Table } from '../../src/table.js';
import { type Contrast, contrastOf } from './contrast.js';
import { type Evaluation, evaluate, splitDay } from './evaluate.js';
import { type Entries, entriesOf } from './features.js';
import { heldOut } from './hold-out.js';
import { type Learnt, learn } from './learn.js';
import { type Mined, minedOf } from './mined.js';
import type { BasketOptions } from './options.js';
import { type Valued, worthOfRules } from './value.js';

/** What the model has learnt: rules, pairs and popular items, and whether they foretell better than popularity alone. */
export interface BasketFitted extends Learnt {
  /** As the options say. */
  origin?: 'file';
  /** What a basket is. */
  unit: NonNullable<BasketOptions['unit']>;
  /** How many products are suggested to a customer. */
  suggestions: number;
  /** Whether rules and pairs foretold the later baskets no worse than popularity; if not, only what is due again and popular items are suggested. */
  isUseful: boolean;
  evaluation: Evaluation | null;
  /** Where they were asked for. */
  contrast?: Contrast;
  valued?: Valued;
  /** What a sale of each product leaves, where suggestions are ranked by it. */
  margins?: Record<number, number>;
  /** The names of the items that rules, pairs and popular items are made of. */
  names: Record<number, string>;
}

/** Mines all baskets, and a second time those of the first four fifths, to see what they foretell of the rest. */
export function fit(features: Table, options: BasketOptions): BasketFitted {
  const entries = entriesOf(features);
  const mined = minedOf(entries, options.largest);
  const learnt = withLater(learn(entries, options, mined), mined, splitDay(entries), options);
  const evaluation = evaluate(entries, options);
  const isUseful = evaluation === null || evaluation.model.map >= evaluation.popularity.map;
  const { suggestions, unit = 'order', origin } = options;
  const asked = {
    ...(options.contrast && { contrast: contrastOf(mined, learnt.rules, options) }),
    ...((options.valued || options.value) && { valued: worthOfRules(mined, learnt.rules, options) }),
  };
  const names = namesOf({ ...learnt, ...asked }, entries);
  return {
    ...(origin && { origin }),
    ...learnt,
    unit,
    suggestions,
    isUseful,
    evaluation,
    ...asked,
    ...marginsOf(names, entries),
    names,
  };
}

/** Of the items that are told of. */
function marginsOf(names: Record<number, string>, { margins }: Entries): Pick<BasketFitted, 'margins'> {
  if (margins.size === 0) return {};
  return { margins: Object.fromEntries([...margins].filter(([item]) => item in names)) };
}

/** In a file every so-manieth basket is held out, in a project those from a day on are. */
function withLater(learnt: Learnt, mined: Mined, from: number, options: BasketOptions): Learnt {
  const { holdout } = options;
  const isHeldOut =
    holdout === undefined
      ? (entry: number) => (mined.day[entry] as number) >= from
      : (entry: number) => isNth(mined.basket[entry] as number, holdout);
  return { ...learnt, rules: heldOut(mined, learnt.rules, options, isHeldOut) };
}

const isNth = (number: number, share: number) => Math.floor((number + 1) * share) > Math.floor(number * share);

function namesOf(
  { rules, pairs, popular, cycles, valued }: Learnt & { valued?: Valued },
  { names }: Entries,
): Record<number, string> {
  const items = new Set([
    ...rules.flatMap(({ left, right }) => [...left, ...right]),
    ...pairs.flatMap(({ item, other }) => [item, other]),
    ...popular.map(({ item }) => item),
    ...cycles.map(({ item }) => item),
    ...(valued?.apart ?? []).flatMap(one => one.items),
  ]);
  return Object.fromEntries([...items].sort((a, b) => a - b).map(item => [item, names.get(item) ?? String(item)]));
}
