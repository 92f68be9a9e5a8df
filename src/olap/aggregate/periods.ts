import { dateLevel } from '../calendar.js';
import type { Part } from '../part.js';
import type { CountedBy } from '../periods.js';
import { dimensionOf } from '../refer.js';
import type { Request } from '../request.js';
import { pathOf } from '../spans.js';
import type { Aggregate } from './aggregate.js';

/**
 * By what an aggregate has counted the facts that are to be counted in other periods: by days, which can be counted anew in any period, or
 * by the very periods, where whole ones are summed. A reason where it has neither.
 */
export function countedBy(
  request: Request,
  { period, sets }: Part,
  { keys }: Aggregate,
): CountedBy | { reason: string } {
  if (!period) return 'period';
  const { calculation, target } = period;
  const { dimension } = target;
  const { versions } = dimensionOf(request.cube, dimension);
  if (calculation === 'closing' || versions) return { reason: `${calculation} is counted from the facts` };
  if (!request.found.has(`dates ${dimension}`))
    return { reason: `the dates of ${dimension} do not tell its members apart` };
  const kept = new Set(keys.map(key => key.name));
  const day = dateLevel(request.cube, dimension);
  if (day && kept.has(day.name)) return 'day';
  const path = pathOf(request, target);
  const isWhole = calculation === 'to_date' || calculation === 'rolling';
  const used = [...request.conditions, ...sets.flatMap(set => set.keys)].map(one => one.level);
  const isBeside = used.some(level => level.dimension === dimension && !path.includes(level));
  if (isWhole && !isBeside && path.every(level => kept.has(level.name))) return 'period';
  const needed = isWhole && !isBeside ? target.name : (day?.name ?? 'a level of days, which the cube does not have');
  return { reason: `${calculation} is counted anew of ${needed}, which it does not keep` };
}
