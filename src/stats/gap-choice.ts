import type { Gap } from './gap-statistic.js';

/** The number of clusters that the gaps speak for: the first whose gap is no less than the next one's, its error taken off; the last where there is none. */
export function gapChoice(gaps: Gap[]): number | undefined {
  const found = gaps.find(({ gap }, at) => {
    const next = gaps[at + 1];
    return next !== undefined && gap >= next.gap - next.error;
  });
  return (found ?? gaps.at(-1))?.k;
}
