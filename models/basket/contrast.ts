import { CliError, exitCode } from '../../src/errors.js';
import { falseDiscovery } from '../../src/stats/false-discovery.js';
import { liftTest } from '../../src/stats/lift-test.js';
import { basketLists, shared } from './basket-lists.js';
import type { Entries } from './features.js';
import type { BasketOptions } from './options.js';
import type { Rule } from './rules.js';

/** A rule in each part of the baskets, and whether its lift is the same there. */
export interface Contrasted {
  /** Its number among the rules, from 0. */
  rule: number;
  parts: { count: number; leftCount: number; rightCount: number; lift: number | null }[];
  statistic: number;
  chance: number;
  chanceFdr: number;
}

/** How rules differ between parts of the baskets, those first that differ most surely. */
export interface Contrast {
  parts: { part: string; baskets: number }[];
  rules: Contrasted[];
}

/** More parts are no contrast. */
const most = 20;

/** Sets the rules beside each other in the parts that the baskets are of. For one part, or too many, it throws CliError (usage) where a column of a file was named; a project has no rule compared then. */
export function contrastOf(mined: Entries, rules: readonly Rule[], { contrast }: BasketOptions): Contrast {
  const lists = basketLists(mined);
  const names = [...new Set(mined.part)].sort();
  const isContrast = names.length >= 2 && names.length <= most;
  if (!isContrast && contrast === 'column')
    throw new CliError(
      `a contrast is between 2 to ${most} parts, and the column has ${names.length}`,
      exitCode.usage,
      'name a column such as the segment, the region or the month',
    );
  const place = new Map(names.map((name, at) => [name, at]));
  const countsOf = (baskets: Iterable<number>): number[] => {
    const counts = names.map(() => 0);
    for (const basket of baskets) {
      const at = place.get(mined.part[basket] as string) as number;
      counts[at] = (counts[at] as number) + 1;
    }
    return counts;
  };
  const sizes = countsOf(mined.part.keys());
  const listsOf = (items: number[]) => shared(items.map(item => lists.get(item) ?? new Int32Array()));
  const tested = (isContrast ? rules : []).map((rule, number) => {
    const [left, right] = [listsOf(rule.left), listsOf(rule.right)];
    const counts = [shared([left, right]), left, right].map(countsOf) as [number[], number[], number[]];
    const [both, lefts, rights] = counts;
    const at = (list: number[], part: number) => list[part] as number;
    const { lifts, statistic, probability } = liftTest(
      sizes.map((n, part) => ({ both: at(both, part), left: at(lefts, part), right: at(rights, part), n })),
    );
    const parts = lifts.map((lift, part) => ({
      count: at(both, part),
      leftCount: at(lefts, part),
      rightCount: at(rights, part),
      lift: Number.isFinite(lift) ? lift : null,
    }));
    return { rule: number, parts, statistic, chance: probability };
  });
  const adjusted = falseDiscovery(tested.map(({ chance }) => chance));
  return {
    parts: names.map((part, at) => ({ part, baskets: sizes[at] as number })),
    rules: tested
      .map((one, at) => ({ ...one, chanceFdr: adjusted[at] as number }))
      .sort((a, b) => a.chance - b.chance || a.rule - b.rule),
  };
}
