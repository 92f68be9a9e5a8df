import { identifier } from '../engine/engine.js';
import { textsIn } from './column-texts.js';
import type { Group } from './groups.js';
import type { Proposal } from './propose.js';

/** A number with its minus behind it, as `12,50-`, is written with it in front; others stay. */
export const minusInFront = (text: string) => text.replace(/^\s*(\d.*\d|\d)\s*-\s*$/, '-$1');

/** The columns of a proposal whose numbers have it behind, in front. */
export function withMinusInFront(proposal: Proposal, groups: Group[]): Proposal {
  const group = groups.find(({ name }) => name === proposal.source);
  const columns = proposal.columns.map(column => {
    const own = group?.columns.find(({ name, number }) => number && name === column.from);
    const isBehind = own && textsIn(group?.files ?? [], own.name).some(text => text && minusInFront(text) !== text);
    if (!isBehind) return column;
    const text = `trim(${identifier(own.name)})`;
    return {
      ...column,
      from: `case when ${text} like '%-' then '-' || trim(replace(${text}, '-', '')) else ${text} end`,
    };
  });
  return { ...proposal, columns };
}
