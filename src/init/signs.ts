import { textsIn } from './column-texts.js';
import type { Group } from './groups.js';

/** How the values of a column stand that these records have: above zero also where they are nothing. */
export function signsOf(from: string | undefined, group: Group, isAsked: boolean[]): 'above' | 'below' | 'mixed' {
  const isPlain = group.columns.some(({ name }) => name === from);
  if (!isPlain || from === undefined) return 'above';
  const values = textsIn(group.files, from).filter((text, at) => isAsked[at] && /[1-9]/.test(text ?? ''));
  const below = values.filter(text => /^[^\d]*[-−(]|-\s*$/.test(text ?? '')).length;
  if (below === 0) return 'above';
  return below === values.length ? 'below' : 'mixed';
}
