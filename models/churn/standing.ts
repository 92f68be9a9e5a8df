import { brierScore } from '../../src/stats/evaluate/brier-score.js';
import { calibrationTable } from '../../src/stats/evaluate/calibration-table.js';
import { liftTable } from '../../src/stats/evaluate/lift-table.js';
import { logLoss } from '../../src/stats/evaluate/log-loss.js';
import { rocAuc } from '../../src/stats/evaluate/roc-auc.js';
import { normalQuantile } from '../../src/stats/normal-quantile.js';
import type { RivalName } from './rival/rivals.js';

/** How well one rival tells who leaves, on the rows held out. A figure that the rows do not suffice for is null. */
export interface Standing {
  model: RivalName;
  auc: number | null;
  /** The interval of 95 % by DeLong. */
  auc_low: number | null;
  auc_high: number | null;
  brier: number;
  /** What it is made of over ten bins: brier = reliability - resolution + uncertainty + within. */
  reliability: number;
  resolution: number;
  uncertainty: number;
  within: number;
  logloss: number;
  /** How many times as many positives the tenth with the highest scores has as all. */
  lift10: number | null;
  /** How far shares lie from probabilities, over ten bins: expected calibration error. */
  ece: number;
}

/** Judges probabilities by what came. */
export function standingOf(model: RivalName, labels: Uint8Array, probabilities: Float64Array): Standing {
  const found = rocAuc(labels, probabilities);
  return {
    model,
    auc: found?.auc ?? null,
    auc_low: found?.low ?? null,
    auc_high: found?.high ?? null,
    ...brierScore(labels, probabilities),
    logloss: logLoss(labels, probabilities),
    lift10: liftTable(labels, probabilities)?.parts[0]?.lift ?? null,
    ece: calibrationTable(labels, probabilities).ece,
  };
}

/** Two areas this near each other are the same: then the simpler, or the newer, one is taken. */
export const asGood = 0.003;

/** Of the rivals that are no baselines, the simplest of those whose area is within .003 of the greatest, that comes first in the list. */
export function bestOf(standings: readonly Standing[], baselines: readonly RivalName[]): Standing | undefined {
  const own = standings.filter(({ model }) => !baselines.includes(model));
  const greatest = Math.max(0, ...own.map(area));
  return own.find(one => area(one) >= greatest - asGood);
}

/**
 * The rival that scores: the best one. Undefined where it does not beat the baselines, their areas and the log-loss of the class share, or where
 * its area may be chance.
 */
export function chosenOf(standings: readonly Standing[], baselines: readonly RivalName[]): RivalName | undefined {
  const best = bestOf(standings, baselines);
  const base = standings.filter(({ model }) => baselines.includes(model));
  const toBeat = Math.max(0.5, ...base.map(area));
  const loss = base.find(one => one.model === 'share')?.logloss ?? Number.POSITIVE_INFINITY;
  const isAbove = best && !mayBeChance(best, standings.length - base.length);
  return isAbove && area(best) > toBeat && best.logloss < loss ? best.model : undefined;
}

/**
 * Whether the interval of the area holds one half, that of scores drawn by lot. The best of several is looked for, so that its interval is as wide as
 * that of so many at once (Bonferroni): by 95 % alone one target in a dozen that is drawn by lot would be told.
 */
export function mayBeChance({ auc, auc_low: low }: Standing, rivals: number): boolean {
  if (auc === null || low === null) return true;
  const wider = normalQuantile(1 - 0.025 / rivals) / normalQuantile(0.975);
  return auc - (auc - low) * wider <= 0.5;
}

const area = ({ auc }: Standing) => auc ?? 0;
