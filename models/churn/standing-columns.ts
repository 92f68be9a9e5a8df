import { type Column, doubles } from '../../src/table.js';
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

/** Their columns by type. */
export const standingTypes: Record<string, string> = Object.fromEntries(figures.map(name => [name, 'double']));

/** Their columns, a row for each standing; of none they are null. */
export function standingColumns(standings: readonly (Standing | null)[]): Column[] {
  return figures.map(name => doubles(name, standings, standing => standing?.[name] ?? null));
}
