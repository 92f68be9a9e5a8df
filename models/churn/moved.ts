import { doubles, type Table } from '../../src/table.js';
import { cellsOf } from '../tree/index.js';
import type { ChurnFitted } from './fit.js';
import { probabilityOf } from './score-row.js';
import { spaced } from './spaced.js';
import { shiftsOf } from './spread.js';

/** The column that has moved farthest: its stability index between the fit, or the last time that it held its place, and now. */
export function drift({ spreads, contest }: ChurnFitted, features: Table): number {
  return Math.max(0, ...shiftsOf(contest?.spreads ?? spreads, features).map(({ index }) => index));
}

/** How far each column has moved, the farthest first, and how far the scores of the same fit. */
export function moved(fitted: ChurnFitted, features: Table): string[] {
  if (features.rows === 0) return [];
  const columns = shiftsOf(fitted.spreads, features).sort((a, b) => b.index - a.index);
  const told = columns.map(({ column, index }) => `${column} ${index.toFixed(4)}`);
  const scores = shiftsOf(fitted.scoreSpread, scoresNow(fitted, features));
  return [
    ...(told.length > 0 ? [`stability index of each column: ${told.join(', ')}`] : []),
    ...scores.map(({ index }) => `stability index of the scores: ${index.toFixed(4)}`),
  ];
}

function scoresNow(fitted: ChurnFitted, features: Table): Table {
  const cells = cellsOf(features);
  const rowAt = (at: number) => Object.fromEntries(fitted.predictors.map(({ name }) => [name, cells(at, name)]));
  const scores = Array.from(spaced(features.rows), at => probabilityOf(fitted, rowAt(at)));
  return { rows: scores.length, columns: [doubles('score', scores, score => score)] };
}
