import { count } from '../../src/count.js';
import { coverage } from './coverage.js';
import type { SegmentMap } from './segment-map.js';

/** What a person must know about a segment map, one sentence a line: its cover, its gaps, where rule order decides, who can never be reached. */
export function coverageSentences(map: SegmentMap, other: string): string[] {
  const { cells, segments, gaps, contested, unreachable } = coverage(map);
  const { recency, frequency, monetary } = map.bins;
  return [
    `${count(segments.length, 'segment')} over ${recency} × ${frequency} × ${monetary} = ${cells} cells, ${cells - gaps.length} of them named`,
    ...(gaps.length > 0 ? [`${count(gaps.length, 'cell')} in no segment, so in ${other}: ${some(gaps)}`] : []),
    ...(contested.length > 0 ? [firstOf(contested)] : []),
    ...(map.withoutOrders ? [`customers without an order are ${map.withoutOrders}`] : []),
    ...unreachable.map(segment => `nobody can be in ${segment}: its cells do not exist or belong to earlier segments`),
  ];
}

function firstOf(contested: { segment: string; cells: number }[]): string {
  const all = contested.reduce((sum, one) => sum + one.cells, 0);
  const each = contested.map(one => `${one.segment} (${one.cells})`).join(', ');
  return `${count(all, 'cell')} in several segments, so in the first of them: ${each}`;
}

/** The first cells, and how many more there are. */
function some(cells: string[]): string {
  const shown = cells.slice(0, 12).join(', ');
  return cells.length > 12 ? `${shown} and ${cells.length - 12} more` : shown;
}
