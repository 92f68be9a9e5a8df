import type { Rule } from './rules.js';

/**
 * The rules that a more general one says as well: with the same right side, a part of the left one, and a confidence no lower (arules'
 * `is.redundant`).
 */
export function redundantRules(rules: readonly Rule[]): Set<Rule> {
  const known = new Map(rules.map(rule => [keyOf(rule.left, rule.right), rule]));
  const isRedundant = (rule: Rule) =>
    partsOf(rule.left).some(part => {
      const general = known.get(keyOf(part, rule.right));
      return general !== undefined && general.count * rule.leftCount >= rule.count * general.leftCount;
    });
  return new Set(rules.filter(isRedundant));
}

/** Every part of a left side that is neither empty nor all of it. */
function partsOf(left: number[]): number[][] {
  const masks = Array.from({ length: 2 ** left.length - 2 }, (_, at) => at + 1);
  return masks.map(mask => left.filter((_, at) => mask & (1 << at)));
}

function keyOf(left: readonly number[], right: readonly number[]): string {
  return `${[...left].sort((a, b) => a - b).join(' ')}>${right.join(' ')}`;
}
