import { CliError, exitCode } from '../../src/errors.js';
import { type InterestMeasure, interestMeasure } from '../../src/stats/itemsets/interest-measure.js';
import type { Choice } from '../mining.js';
import type { BasketOptions } from './options.js';

/** What the choices of `mine basket` come to. Throws CliError (usage) for a share, a number or a measure that is none. */
export function chosenOptions(chosen: Record<string, Choice>): Partial<BasketOptions> {
  if (chosen.confidence !== undefined && !(Number(chosen.confidence) >= 0 && Number(chosen.confidence) <= 1))
    throw new CliError(
      `--confidence is a share from 0 to 1, not ${chosen.confidence}`,
      exitCode.usage,
      'for example 0.5',
    );
  for (const name of ['support', 'holdout']) {
    const value = chosen[name];
    if (value === undefined || (Number(value) > 0 && Number(value) <= 1)) continue;
    throw new CliError(`--${name} is a share above 0 up to 1, not ${value}`, exitCode.usage, 'for example 0.01');
  }
  for (const name of ['length', 'rhs-length', 'top', 'largest', 'memory'])
    if (chosen[name] !== undefined && !(Number(chosen[name]) >= 1))
      throw new CliError(`--${name} is 1 or more, not ${chosen[name]}`, exitCode.usage, 'leave it out for the default');
  for (const name of ['window', 'gap'])
    if (chosen[name] !== undefined && !(Number(chosen[name]) > 0))
      throw new CliError(`--${name} is above 0, not ${chosen[name]}`, exitCode.usage, 'of dates it counts days');
  const { 'rhs-length': rhsLength, measures, by = 'lift', window, gap, ...others } = chosen;
  return {
    ...(others as Partial<BasketOptions>),
    by: measureNamed('by', String(by)),
    ...(window !== undefined && { records: { window: Number(window) } }),
    ...(gap !== undefined && { records: { gap: Number(gap) } }),
    ...(rhsLength !== undefined && { rhsLength: Number(rhsLength) }),
    ...(measures !== undefined && {
      measures: String(measures)
        .split(',')
        .map(name => measureNamed('measures', name.trim())),
    }),
  };
}

function measureNamed(option: string, name: string): InterestMeasure {
  try {
    interestMeasure(name as InterestMeasure, { n11: [], n1x: [], nx1: [], n: 0 });
    return name as InterestMeasure;
  } catch (cause) {
    const [, names] = /there are (.*)/.exec(String(cause)) ?? [];
    throw new CliError(`--${option}: there is no measure ${name}`, exitCode.usage, `there are ${names}`, { cause });
  }
}
