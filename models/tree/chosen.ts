import { CliError, exitCode } from '../../src/errors.js';
import type { Choice, MiningTask } from '../mining.js';
import type { TreeOptions } from './options.js';
import { type Split, splitOf } from './split.js';

/** What was chosen of a tree. Throws CliError (usage). */
export function treeOptionsOf(
  { split, complexity, depth, leaf, branch, ...chosen }: Record<string, Choice>,
  { columns = [], time }: MiningTask['columns'],
): Partial<TreeOptions> & Pick<TreeOptions, 'columns'> {
  if (complexity !== undefined && !(Number(complexity) >= 0 && Number(complexity) <= 1)) {
    throw new CliError(`--complexity is a share from 0 to 1, not ${complexity}`, exitCode.usage, 'for example 0.01');
  }
  for (const [name, value] of Object.entries({ depth, leaf, branch })) {
    if (value === undefined || Number(value) >= 1) continue;
    throw new CliError(`--${name} is a number from 1, not ${value}`, exitCode.usage, 'for example 7');
  }
  const numbers = Object.entries({ complexity, depth, leaf, branch }).filter(([, value]) => value !== undefined);
  return {
    columns,
    ...chosen,
    ...Object.fromEntries(numbers),
    ...(split !== undefined && { split: splitAsked(String(split), time !== undefined) }),
  };
}

function splitAsked(text: string, hasDays: boolean): Split {
  const split = splitOf(text);
  if (hasDays || (split.kind !== 'time' && split.kind !== 'last')) return split;
  throw new CliError(`--split ${text} goes with --time`, exitCode.usage, 'name the column with the day of each row');
}
