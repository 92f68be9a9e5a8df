import { CliError, exitCode } from '../../src/errors.js';
import type { BasketOptions } from './options.js';
import type { Rule } from './rules.js';

/** Which rules are wanted: those with and without the items that the options name. Throws CliError (usage) for an item that is in no basket. */
export function wantedBy(
  { target = 'rules', lhs, rhs, exclude }: BasketOptions,
  names: ReadonlyMap<number, string>,
): (rule: Pick<Rule, 'left' | 'right'>) => boolean {
  if (target !== 'rules') return () => false;
  const [left, right, none] = [lhs, rhs, exclude].map(name =>
    name === undefined ? undefined : itemNamed(name, names),
  );
  return rule =>
    (left === undefined || rule.left.includes(left)) &&
    (right === undefined || rule.right === right) &&
    (none === undefined || !(rule.right === none || rule.left.includes(none)));
}

function itemNamed(name: string, names: ReadonlyMap<number, string>): number {
  for (const [item, own] of names) if (own === name) return item;
  const like = [...names.values()]
    .filter(own => own.toLowerCase().includes(name.toLowerCase()))
    .sort()
    .slice(0, 5);
  const hint = like.length > 0 ? `there are ${like.join(', ')}` : 'an item is named as it stands in the file';
  throw new CliError(`no basket has the item ${name}`, exitCode.usage, hint);
}
