import { noReasons } from './reasons.js';
import type { ReasonsSql } from './rival.js';

/** A part as SQL over the columns, and what is said where it is among the greatest. */
export interface ToldPart {
  part: string;
  text: string;
}

/** The greatest part above 0, then the greatest of the others, then of those, of equal ones the first: the texts of `topReasons`. */
export function topThree(told: readonly ToldPart[], mark: string): ReasonsSql {
  if (told.length === 0) return { steps: [], texts: noReasons };
  const none = noReasons.map(() => '0e0');
  const steps = [
    { [`${mark}parts`]: `array[${[...told.map(({ part }) => part), ...none].join(',\n    ')}]` },
    { [`${mark}ascending`]: `array_sort(${mark}parts)` },
    ...noReasons.map((_, at) => ({ [`${mark}place_${at}`]: placeSql(at, told.length + none.length, mark) })),
  ];
  const whens = told.map(({ text }, at) => `when ${at + 1} then ${text}`).join(' ');
  return { steps, texts: noReasons.map((_, reason) => `cast(case ${mark}place_${reason} ${whens} end as varchar)`) };
}

/** Where the next greatest part stands; after one that is equal it is looked for behind that. */
function placeSql(reason: number, length: number, mark: string): string {
  const [own, above] = [reason, reason - 1].map(before => `element_at(${mark}ascending, ${length - before})`);
  const before = `${mark}place_${reason - 1}`;
  const behind = `${before} + array_position(slice(${mark}parts, ${before} + 1, ${length}), ${own})`;
  const equal = reason > 0 ? ` when ${own} = ${above} then ${behind}` : '';
  return `case when ${own} <= 0e0 then 0${equal} else array_position(${mark}parts, ${own}) end`;
}
