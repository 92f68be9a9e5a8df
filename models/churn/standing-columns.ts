import type { Standing } from './standing.js';

/** The figures of a model, as tables have them. */
const figures = [
  'auc',
  'auc_low',
  'auc_high',
  'brier',
  'reliability',
  'resolution',
  'uncertainty',
  'within',
  'logloss',
  'lift10',
  'ece',
] as const satisfies (keyof Standing)[];

type Figure = (typeof figures)[number];

/** Their columns by type. */
export const standingTypes = each(() => 'double' as const);

/** Their cells in a row; of no standing they are null. */
export function standingCells(standing: Standing | null): Record<Figure, number | null> {
  return each(figure => standing?.[figure] ?? null);
}

function each<Value>(of: (figure: Figure) => Value): Record<Figure, Value> {
  return Object.fromEntries(figures.map(figure => [figure, of(figure)])) as Record<Figure, Value>;
}
