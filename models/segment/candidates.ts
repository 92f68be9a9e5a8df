import { bootstrapStability } from '../../src/stats/bootstrap-stability.js';
import { calinskiHarabasz } from '../../src/stats/calinski-harabasz.js';
import { daviesBouldin } from '../../src/stats/davies-bouldin.js';
import { distinctRows } from '../../src/stats/distinct-rows.js';
import { gapChoice } from '../../src/stats/gap-choice.js';
import { type Gap, gapStatistic } from '../../src/stats/gap-statistic.js';
import { silhouettes } from '../../src/stats/silhouettes.js';
import type { Clustered, Clustering } from './clustering.js';
import { type Draw, picked, tableDraw } from './draw.js';
import { gowerPlaces } from './gower-places.js';
import type { SegmentOptions } from './options.js';
import type { Prepared } from './prepare.js';
import { wordColumns } from './step.js';

/** What a number of segments comes to. */
export interface Candidate {
  k: number;
  /** The sum of squared distances within the segments. */
  sse: number;
  silhouette: number;
  calinski_harabasz: number;
  davies_bouldin: number;
  /** With columns of words the silhouette by Gower's distance, too; else null. */
  gower_silhouette: number | null;
  /** Tibshirani's gap, and its standard error; null where so many segments leave no distance at all. */
  gap: number | null;
  gap_error: number | null;
  /** The adjusted Rand index that bootstrap samples give; null where they have too few distinct rows. */
  stability: number | null;
}

/** The numbers of segments that were compared, and on how many rows. */
export interface Comparison {
  candidates: Candidate[];
  /** The rows that the table is of, and those that gap and stability are of. */
  compared_rows: number;
  resampled_rows: number;
  /** The number that the gap statistic speaks for, 1 where it sees no clusters; null where no numbers were compared. */
  gap_k: number | null;
}

const [fewest, most] = [2, 12];
/**
 * How hard each number is tried: of few rows as hard as the one that is taken; of more by Lloyd's iterations only, from four starts, or a
 * fifth of more than twenty.
 */
const effort = (rows: number, starts: number) =>
  rows <= fewRows
    ? { nInit: starts }
    : { nInit: Math.min(starts, Math.max(4, Math.ceil(starts / 5))), finish: 'lloyd' as const };
const fewRows = 1000;
/** Gap and stability cluster many times: no more rows than that, from so many starts each time. */
const [resampledRows, startsAgain] = [2000, 2];

/** No numbers compared, where the project says how many. */
export const noComparison: Comparison = { candidates: [], compared_rows: 0, resampled_rows: 0, gap_k: null };

/** Each k from 2 to 12 that the rows allow (at least ten to a segment), on a draw of many rows. */
export function compared(
  { steps, columns }: Pick<Prepared, 'steps' | 'columns'>,
  { seed, starts }: SegmentOptions,
  { clustering, draw }: { clustering: Clustering; draw: Draw },
): Comparison {
  const own = picked(columns, tableDraw(columns, draw));
  const few = rowsOf(own) <= resampledRows ? own : picked(columns, draw(resampledRows));
  const last = Math.min(most, distinctRows(few, most + 1) - 1, Math.floor((few[0]?.length ?? 0) / 10));
  if (last < fewest) return noComparison;
  const partitions = Array.from({ length: last - fewest + 1 }, (_, at) =>
    clustering(own, { seed, k: fewest + at, ...effort(rowsOf(own), starts) }),
  );
  const again = (some: Some, k: number) => clustering(some, { seed, k, nInit: startsAgain, finish: 'lloyd' });
  const together = wordColumns(steps);
  const leastSquares = (some: Some, k: number) => again(some, Math.min(k, distinctRows(some, k))).sse;
  const told = gapStatistic(few, last, { seed, together, leastSquares });
  const gaps = told.filter(one => Number.isFinite(one.gap) && Number.isFinite(one.error));
  const widths = silhouettes(own, partitions);
  const byGower = together.length > 0 ? silhouettes(gowerPlaces({ steps, columns: own }), partitions, 'manhattan') : [];
  const resampled = few === own ? partitions : partitions.map(({ k }) => again(few, k));
  const candidates = partitions.map((one, at) => ({
    ...figures(own, one, gaps),
    silhouette: widths[at]?.value as number,
    gower_silhouette: byGower[at]?.value ?? null,
    stability: stability(few, resampled[at] as Clustered, seed, again),
  }));
  return { candidates, compared_rows: rowsOf(own), resampled_rows: rowsOf(few), gap_k: gapChoice(gaps) ?? null };
}

type Some = Float64Array[];

const rowsOf = (columns: Some) => columns[0]?.length ?? 0;

function figures(columns: Some, { k, labels, sse }: Clustered, gaps: Gap[]) {
  return {
    k,
    sse,
    calinski_harabasz: calinskiHarabasz(columns, labels, k),
    davies_bouldin: daviesBouldin(columns, labels, k),
    gap: gaps.find(one => one.k === k)?.gap ?? null,
    gap_error: gaps.find(one => one.k === k)?.error ?? null,
  };
}

function stability(few: Some, partition: Clustered, seed: number, again: (some: Some, k: number) => Clustered) {
  const found = bootstrapStability(few, partition, { seed, centersOf: (some, k) => again(some, k).centers });
  return Number.isNaN(found) ? null : found;
}

/** The silhouette of a partition, of a draw where there are many rows. */
export function silhouetteOf(columns: Some, { labels, k }: Clustered, draw: Draw): number {
  const rows = tableDraw(columns, draw);
  const own = Uint16Array.from(rows, row => labels[row] as number);
  return silhouettes(picked(columns, rows), [{ labels: own, k }])[0]?.value as number;
}

/** How far below the greatest silhouette one is as good: the difference that another seed or another sample makes. */
const asGood = 0.01;

/** Of the k whose silhouettes are as good as the greatest the one with the least Davies–Bouldin index; of equal ones the least. */
export function recommended(all: Candidate[]): Candidate | undefined {
  const greatest = Math.max(...all.map(one => one.silhouette));
  const good = all.filter(one => one.silhouette >= greatest - asGood);
  return good.reduce<Candidate | undefined>(
    (best, one) => (best && best.davies_bouldin <= one.davies_bouldin ? best : one),
    undefined,
  );
}
