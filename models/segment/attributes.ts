import { chiSquareTest } from '../../src/stats/chi-square-test.js';
import { compareText } from '../../src/stats/compare-text.js';
import { falseDiscovery } from '../../src/stats/false-discovery.js';
import { fisherTest } from '../../src/stats/fisher-test.js';
import { type Moments, welchTest } from '../../src/stats/welch-test.js';
import { type Cell, rowsOf, type Table } from '../../src/table.js';
import type { SegmentFitted } from './fit.js';

/** One attribute of one segment beside all customers. */
export interface Attribute {
  /** The place of the segment in the order. */
  at: number;
  column: string;
  /** Of words the value whose share is looked at; null of a number, of which it is the mean. */
  value: string | null;
  /** The customers of the segment who have the attribute at all. */
  customers: number;
  here: number;
  everyone: number;
  /** How many standard deviations of everybody the two lie apart. */
  deviations: number;
  /** The probability of a difference as great between the segment and the rest by chance, and the same adjusted for how many were asked for. */
  p: number;
  p_adjusted: number;
}

interface Counts {
  numbers: Table;
  words: Table;
}

/** Every attribute of every segment that can be tested against the rest; of words the values that have a name. */
export function attributesOf({ clusters }: Pick<SegmentFitted, 'clusters'>, { numbers, words }: Counts): Attribute[] {
  const places = new Map(clusters.map((one, at) => [one.number, at]));
  const found = [...numberAttributes(rowsOf(numbers), places), ...wordAttributes(rowsOf(words), places)];
  const adjusted = falseDiscovery(found.map(one => one.p));
  return found.map((one, at) => ({ ...one, p_adjusted: short(adjusted[at] as number) }));
}

type Found = Omit<Attribute, 'p_adjusted'>;
type Places = Map<number, number>;

interface Sums {
  n: number;
  sum: number;
  squares: number;
}

function numberAttributes(rows: Record<string, Cell>[], places: Places): Found[] {
  const columns = Object.keys(rows[0] ?? {}).flatMap(name => (name.startsWith('n ') ? [name.slice(2)] : []));
  return columns.flatMap(column => {
    const own = rows.map(row => ({
      n: Number(row[`n ${column}`]),
      sum: Number(row[`sum ${column}`]),
      squares: Number(row[`squares ${column}`]),
    }));
    const all = own.reduce((sum, one) => added(sum, one), { n: 0, sum: 0, squares: 0 });
    return own.flatMap((sums, at) => {
      const place = places.get(Number(rows[at]?.segment_number));
      const test = welchTest(moments(sums), moments(added(all, sums, -1)));
      if (place === undefined || !test) return [];
      const [here, everyone] = [moments(sums).mean, moments(all)];
      return [
        found({ at: place, column, value: null, customers: sums.n }, here, everyone.mean, everyone.variance, test.p),
      ];
    });
  });
}

function added(left: Sums, right: Sums, sign = 1): Sums {
  return { n: left.n + sign * right.n, sum: left.sum + sign * right.sum, squares: left.squares + sign * right.squares };
}

/** What is left of equal squares by rounding is no variance. */
function moments({ n, sum, squares }: Sums): Moments {
  const left = squares - (sum * sum) / n;
  return { n, mean: sum / n, variance: left > squares * 1e-12 ? left / (n - 1) : 0 };
}

/** Of a column of words so many values are looked at. */
export const mostValues = 10;

function wordAttributes(rows: Record<string, Cell>[], places: Places): Found[] {
  const columns = [...new Set(rows.map(row => String(row.attribute)))];
  return columns.flatMap(column => {
    const own = rows.filter(row => row.attribute === column);
    const sizes = totals(own, row => Number(row.segment_number));
    const named = own.filter(row => row.value !== null);
    const values = [...totals(named, row => String(row.value))].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
    const all = [...sizes.values()].reduce((sum, count) => sum + count, 0);
    return values.flatMap(([value, count]) => {
      const inside = totals(
        own.filter(row => row.value === value),
        row => Number(row.segment_number),
      );
      return [...sizes].flatMap(([number, size]) => {
        const place = places.get(number);
        const there = inside.get(number) ?? 0;
        const p = shareTest(there, size, count - there, all - size);
        if (place === undefined || p === undefined) return [];
        const [here, everyone] = [there / size, count / all];
        return [found({ at: place, column, value, customers: size }, here, everyone, everyone * (1 - everyone), p)];
      });
    });
  });
}

function totals<Key>(rows: Record<string, Cell>[], key: (row: Record<string, Cell>) => Key): Map<Key, number> {
  const sums = new Map<Key, number>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + Number(row.customers));
  return sums;
}

/** Exact where a count of less than five is expected; undefined where there is nobody else, or everybody has the value. */
function shareTest(inside: number, size: number, outside: number, rest: number): number | undefined {
  const test = chiSquareTest([
    [inside, size - inside],
    [outside, rest - outside],
  ]);
  if (!test) return undefined;
  return test.leastExpected < 5 ? fisherTest(inside, size - inside, outside, rest - outside) : test.p;
}

function found(
  whose: Pick<Attribute, 'at' | 'column' | 'value' | 'customers'>,
  here: number,
  everyone: number,
  variance: number,
  p: number,
): Found {
  const deviations = (here - everyone) / Math.sqrt(variance);
  return { ...whose, here: short(here), everyone: short(everyone), deviations: short(deviations), p: short(p) };
}

/** Six digits that count: the fit is kept as text. */
function short(value: number): number {
  return Number(value.toPrecision(6));
}
