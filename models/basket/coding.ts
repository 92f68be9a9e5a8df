import type { Entries } from './features.js';
import type { FoundRules } from './rules.js';
import type { WantedItems } from './wanted.js';

/** Items as codes from 0, as a miner wants them: groups, which are below zero, come before the products. */
export function codingOf({ item, parents }: Entries) {
  const groups = [...parents.values()].reduce((most, group) => Math.max(most, -group), 0);
  const code = (one: number) => one + groups;
  const codes = item.map(code);
  const belongs = new Int32Array(codes.reduce((most, one) => Math.max(most, one), 0) + 1).fill(-1);
  for (const [one, group] of parents) belongs[code(one)] = code(group);
  return {
    codes,
    coded: ({ left, rhs, exclude }: WantedItems): WantedItems & { parents: Int32Array } => ({
      ...(left !== undefined && { left: code(left) }),
      ...(rhs && { rhs: rhs.map(code) }),
      ...(exclude && { exclude: exclude.map(code) }),
      parents: belongs,
    }),
    uncoded: ({ rules, ...counts }: FoundRules): FoundRules => ({
      ...counts,
      rules: rules.map(rule => ({
        ...rule,
        left: rule.left.map(one => one - groups),
        right: rule.right.map(one => one - groups),
      })),
    }),
  };
}
