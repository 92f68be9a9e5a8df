import { noReasons } from './reasons.js';
import type { ReasonsSql } from './rival.js';

/** A part as SQL over the columns, and what is said where it is among the greatest. */
export interface ToldPart {
  part: string;
  text: string;
}

/** The greatest part above 0, then the greatest of the others, then of those, of equal ones the first: the texts of `topReasons`. */
export function topThree(told: readonly ToldPart[]): ReasonsSql {
  if (told.length === 0) return { steps: [], texts: noReasons };
  const none = noReasons.map(() => '0e0');
  const steps = [
    { _parts: `array[${[...told.map(({ part }) => part), ...none].join(',\n    ')}]` },
    { _ascending: 'array_sort(_parts)' },
    ...noReasons.map((_, reason) => ({ [`_place_${reason}`]: placeSql(reason, told.length + none.length) })),
  ];
  const whens = told.map(({ text }, at) => `when ${at + 1} then ${text}`).join(' ');
  return { steps, texts: noReasons.map((_, reason) => `cast(case _place_${reason} ${whens} end as varchar)`) };
}

/** Where the next greatest part stands; after one that is equal it is looked for behind that. */
function placeSql(reason: number, length: number): string {
  const [own, above] = [reason, reason - 1].map(before => `element_at(_ascending, ${length - before})`);
  const before = `_place_${reason - 1}`;
  const behind = `${before} + array_position(slice(_parts, ${before} + 1, ${length}), ${own})`;
  const equal = reason > 0 ? ` when ${own} = ${above} then ${behind}` : '';
  return `case when ${own} <= 0e0 then 0${equal} else array_position(_parts, ${own}) end`;
}
