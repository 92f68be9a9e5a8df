import { noReasons } from './reasons.js';
import type { ReasonsSql } from './rival.js';

/** A part as SQL over the columns, and what is said where it is among the greatest. */
export interface ToldPart {
  part: string;
  text: string;
}

/** The greatest part above 0, then the greatest of the others, then of those: the texts of `topReasons`. */
export function topThree(told: readonly ToldPart[]): ReasonsSql {
  if (told.length === 0) return { steps: [], texts: noReasons };
  const steps = [Object.fromEntries(told.map(({ part }, at) => [`_part_${at}`, part]))];
  const texts = noReasons.map((_, reason) => {
    const left = told.map((_one, at) => untaken(at, reason));
    steps.push({ [`_most_${reason}`]: greatestOf(['0e0', ...left]) });
    const which = told.map((_one, at) => `when ${left[at]} = _most_${reason} then ${at}`);
    steps.push({ [`_place_${reason}`]: `case when _most_${reason} <= 0e0 then -1 ${which.join(' ')} else -1 end` });
    const words = told.map(({ text }, at) => `when ${at} then ${text}`);
    return `cast(case _place_${reason} ${words.join(' ')} end as varchar)`;
  });
  return { steps, texts };
}

/** A part, or 0 where it is a reason already. */
function untaken(at: number, reason: number): string {
  const taken = Array.from({ length: reason }, (_, before) => `_place_${before} = ${at}`);
  return taken.length > 0 ? `case when ${taken.join(' or ')} then 0e0 else _part_${at} end` : `_part_${at}`;
}

/** Two by two: the macro of the engine takes few. */
function greatestOf(values: string[]): string {
  if (values.length < 3) return values.length === 1 ? (values[0] as string) : `greatest(${values.join(', ')})`;
  const half = values.length >> 1;
  return `greatest(${greatestOf(values.slice(0, half))}, ${greatestOf(values.slice(half))})`;
}
