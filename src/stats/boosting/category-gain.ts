/** The best division of a node's categories, as codes. */
interface CategorySplit {
  gain: number;
  left: number[];
  right: number[];
  isMissingLeft: boolean;
}

interface Limits {
  ridge: number;
  /** The least lower sum of a side. */
  least: number;
  /** The sums of the node. */
  upper: number;
  lower: number;
  /** What draws the rates of rare categories together in their order. */
  smooth: number;
}

/**
 * Cuts categories in the order of their first derivative over their second, where the best cut is the best division (Fisher 1958), rare ones drawn in. `sums` are pairs of words
 * by code, the lower number first; a missing value has the code `size`.
 */
export function bestCategories(
  sums: Int32Array,
  column: number,
  size: number,
  limits: Limits,
): CategorySplit | undefined {
  const start = column * 512;
  const lower = (code: number) => (sums[start + code * 2] as number) >>> 0;
  const upper = (code: number) => sums[start + code * 2 + 1] as number;
  const rate = (code: number) => upper(code) / (lower(code) + limits.smooth);
  const there = Array.from({ length: size }, (_, code) => code).filter(code => lower(code) > 0 || upper(code) !== 0);
  const order = there.sort((a, b) => rate(a) - rate(b) || a - b);
  const lacking = { upper: upper(size), lower: lower(size) };
  const none = { upper: 0, lower: 0 };
  const starts = lacking.lower > 0 ? [none, lacking] : [none];
  let [gain, end, isMissingLeft] = [0, 0, false];
  for (const begin of starts) {
    let left = begin;
    order.slice(0, -1).forEach((code, at) => {
      left = { upper: left.upper + upper(code), lower: left.lower + lower(code) };
      const found = gainOf(left, limits);
      if (found > gain) [gain, end, isMissingLeft] = [found, at + 1, begin === lacking];
    });
  }
  if (gain === 0) return undefined;
  const sorted = (codes: number[]) => codes.sort((a, b) => a - b);
  return { gain, left: sorted(order.slice(0, end)), right: sorted(order.slice(end)), isMissingLeft };
}

function gainOf(left: { upper: number; lower: number }, { ridge, least, upper, lower }: Limits): number {
  const rest = { upper: upper - left.upper, lower: lower - left.lower };
  if (left.lower < least || rest.lower < least) return 0;
  const worth = (one: { upper: number; lower: number }) => (one.upper * one.upper) / (one.lower + ridge);
  return worth(left) + worth(rest) - worth({ upper, lower });
}
