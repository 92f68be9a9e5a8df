import type { Axis } from './axis.js';

/** A cell of the R × F × M cube: the three scores. */
export type Cell = Record<Axis, number>;

/** Every cell of the cube, best first: recency, then frequency, then monetary, each from high to low. */
export function cellsOf(bins: Record<Axis, number>): Cell[] {
  return downFrom(bins.recency).flatMap(recency =>
    downFrom(bins.frequency).flatMap(frequency =>
      downFrom(bins.monetary).map(monetary => ({ recency, frequency, monetary })),
    ),
  );
}

/** The scores of an axis from the best to 1. */
export function downFrom(bins: number): number[] {
  return Array.from({ length: bins }, (_, index) => bins - index);
}
