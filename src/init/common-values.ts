import { textsIn } from './column-texts.js';
import type { Group } from './groups.js';

/** Whether columns of two files have any value in common; where only the beginning of one was seen, they may have. */
export function haveCommon(one: Group, own: string, other: Group, theirs: string): boolean {
  if (one.isPart || other.isPart) return true;
  const values = valuesIn(one, own);
  return [...valuesIn(other, theirs)].some(value => values.has(value));
}

/** A number that a spreadsheet has had is that without its `.0`. */
function valuesIn({ files }: Group, name: string): Set<string> {
  return new Set(textsIn(files, name).flatMap(text => (text ? [text.replace(/\.0$/, '')] : [])));
}
