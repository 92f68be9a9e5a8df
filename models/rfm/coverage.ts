import { type Cell, cellsOf } from './cell.js';
import { type SegmentMap, segmentsOf } from './segment-map.js';

/** Two segments that claim the same cells: the earlier one has them. */
export interface Overlap {
  winner: string;
  loser: string;
  /** Cells that both claim and the winner has. */
  cells: number;
}

/** How a segment map covers the cube of scores. Cells are written as their scores, e.g. `5-4-1`. */
export interface Coverage {
  cells: number;
  /** Cells per segment, in the order of the map. */
  segments: { segment: string; cells: number }[];
  /** Cells that no segment names; their customers fall into the class of the others. */
  gaps: string[];
  /** Where the order of the rules decides, by pair. */
  overlaps: Overlap[];
  /** Cells that others name too, by the segment that has them. */
  contested: { segment: string; cells: number }[];
  /** Segments that no customer can be in. */
  unreachable: string[];
}

/** Which cells the map leaves out, names twice, and which segments nobody can be in. */
export function coverage(map: SegmentMap): Coverage {
  const claims = cellsOf(map.bins).map(cell => ({ cell, segments: segmentsOf(map.rules, cell) }));
  const names = [...new Set(map.rules.map(rule => rule.segment))];
  const owned = names.map(segment => ({
    segment,
    cells: claims.filter(claim => claim.segments[0] === segment).length,
  }));
  return {
    cells: claims.length,
    segments: owned,
    gaps: claims.filter(claim => claim.segments.length === 0).map(claim => cellText(claim.cell)),
    overlaps: overlapsOf(
      names,
      claims.map(claim => claim.segments),
    ),
    contested: names.flatMap(segment => {
      const cells = claims.filter(({ segments: [first, ...rest] }) => first === segment && rest.length > 0).length;
      return cells > 0 ? [{ segment, cells }] : [];
    }),
    unreachable: owned.filter(({ cells }) => cells === 0).map(({ segment }) => segment),
  };
}

/** A cell as its scores: recency, frequency, monetary. */
function cellText({ recency, frequency, monetary }: Cell): string {
  return `${recency}-${frequency}-${monetary}`;
}

/** In the order of the map: by winner, then by loser. */
function overlapsOf(names: string[], claims: string[][]): Overlap[] {
  const pairs = names.flatMap(winner => names.map(loser => ({ winner, loser })));
  return pairs.flatMap(pair => {
    const cells = claims.filter(([first, ...rest]) => first === pair.winner && rest.includes(pair.loser)).length;
    return cells === 0 ? [] : [{ ...pair, cells }];
  });
}
