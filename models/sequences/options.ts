import { CliError, exitCode } from '../../src/errors.js';
import type { Choice } from '../mining.js';

/** How sequences are looked for. */
export interface SequencesOptions {
  /** The least share of the customers. */
  support: number;
  /** The least confidence of a rule. */
  confidence: number;
  /** The most items of a sequence, the most of one element, and the most elements. */
  length: number;
  /** Whether somebody asked for just that length: else it is looked whether there are longer ones, which are missing. */
  isLengthAsked?: boolean;
  size?: number;
  elements?: number;
  minGap?: number;
  maxGap?: number;
  window?: number;
  /** The most megabytes of the search. */
  memory: number;
  /** How many sequences and rules are shown. */
  top: number;
}

/** What holds where nothing is said. */
export const sequencesDefaults: SequencesOptions = { support: 0.05, confidence: 0.3, length: 4, memory: 1000, top: 20 };

/** What the choices come to. Throws CliError (usage) for one that is out of bounds. */
export function sequencesOptions(chosen: Record<string, Choice>): SequencesOptions {
  for (const name of ['support', 'confidence'])
    if (isOutside(chosen[name], value => value > 0 && value <= 1))
      throw new CliError(
        `--${name} is a share above 0 up to 1, not ${chosen[name]}`,
        exitCode.usage,
        'for example 0.05',
      );
  for (const name of ['min-gap', 'max-gap', 'window'])
    if (isOutside(chosen[name], value => value >= 0))
      throw new CliError(`--${name} is 0 or more, not ${chosen[name]}`, exitCode.usage, 'of dates it counts days');
  for (const name of ['length', 'size', 'elements', 'top', 'memory'])
    if (isOutside(chosen[name], value => value >= 1))
      throw new CliError(`--${name} is 1 or more, not ${chosen[name]}`, exitCode.usage, 'leave it out for the default');
  const { 'min-gap': minGap, 'max-gap': maxGap, ...others } = chosen;
  return {
    ...sequencesDefaults,
    ...others,
    isLengthAsked: chosen.length !== undefined,
    ...(minGap !== undefined && { minGap }),
    ...(maxGap !== undefined && { maxGap }),
  } as SequencesOptions;
}

function isOutside(value: Choice | undefined, isInside: (value: number) => boolean): boolean {
  return value !== undefined && !isInside(Number(value));
}
