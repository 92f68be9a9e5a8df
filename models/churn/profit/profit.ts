import { CliError, exitCode } from '../../../src/errors.js';
import { type Column, cellReader, column, type Table } from '../../../src/table.js';
import { expectedProfit, type Offer } from './offer.js';

/** A cut through the examples held out, those of the greatest expected profit first: what calling all up to it brings. */
export interface ProfitCut {
  called: number;
  share: number;
  /** Of those called the ones who left; a fraction where equal ones are parted. */
  positives: number;
  /** The expected profit of the last one called; null where nobody is. */
  lowest: number | null;
  /** The profit of all of them, as scores say, and by who left indeed. */
  expected: number;
  came: number;
  /** The greatest profit that scores expect: everybody is called whose expected profit is above 0. */
  is_best: boolean;
}

/** An offer, and what it brings by depth. */
export interface Profit {
  offer: Offer;
  cuts: ProfitCut[];
}

interface Called {
  expected: number;
  came: number;
  positive: number;
}

/**
 * The profit by cut, at each twentieth and at the best one. Scores that are probabilities put the best cut where the expected profit of one more is 0 (Elkan 2001),
 * so what came is judged, not chosen, on the rows held out. Throws CliError (usage) where the column of values has no numbers.
 */
export function profitOf(offer: Offer, features: Table, rows: Uint32Array, labels: Uint8Array, scores: Float64Array) {
  const worth = worthOf(offer, features);
  const all = Array.from(rows, (row, at): Called => {
    const [value, positive] = [worth(row), labels[at] as number];
    const expected = expectedProfit(offer, scores[at] as number, value);
    return { expected, came: expectedProfit(offer, positive, value), positive };
  });
  const falling = evened(all.sort((a, b) => b.expected - a.expected));
  const best = falling.filter(({ expected }) => expected > 0).length;
  const depths = Array.from({ length: parts }, (_, part) => Math.round((falling.length * (part + 1)) / parts));
  const called = [...new Set([...depths, best])].sort((a, b) => a - b);
  return { offer, cuts: called.map(depth => cutAt(falling, depth, best)) };
}

/** Each of them is a twentieth. */
const parts = 20;

function worthOf({ value }: Offer, features: Table) {
  if (typeof value === 'number') return () => null;
  const own: Column = column(features, value);
  const cell = cellReader(own);
  if (own.type.kind === 'text' || own.type.kind === 'date' || own.type.kind === 'timestamp')
    throw new CliError(`the value of a customer is a number, and ${value} has words`, exitCode.usage);
  return cell;
}

/** Equal ones share what came, so that no order among them tells. */
function evened(falling: Called[]): Called[] {
  const sums = new Map<number, Called & { rows: number }>();
  for (const { expected, came, positive } of falling) {
    const sum = sums.get(expected) ?? { expected, came: 0, positive: 0, rows: 0 };
    sums.set(expected, { expected, came: sum.came + came, positive: sum.positive + positive, rows: sum.rows + 1 });
  }
  return falling.map(({ expected }) => {
    const { came, positive, rows } = sums.get(expected) as Called & { rows: number };
    return { expected, came: came / rows, positive: positive / rows };
  });
}

function cutAt(falling: Called[], called: number, best: number): ProfitCut {
  const own = falling.slice(0, called);
  const sum = (of: (one: Called) => number) => own.reduce((total, one) => total + of(one), 0);
  return {
    called,
    share: called / Math.max(1, falling.length),
    positives: sum(({ positive }) => positive),
    lowest: own.at(-1)?.expected ?? null,
    expected: sum(({ expected }) => expected),
    came: sum(({ came }) => came),
    is_best: called === best,
  };
}
