import { brierScore } from '../../src/stats/evaluate/brier-score.js';
import { calibrationTable } from '../../src/stats/evaluate/calibration-table.js';
import { liftTable } from '../../src/stats/evaluate/lift-table.js';
import { logLoss } from '../../src/stats/evaluate/log-loss.js';
import { rocAuc } from '../../src/stats/evaluate/roc-auc.js';
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

/**
 * The rival that scores: of those whose area is within .003 of the greatest the simplest, that comes first in the list. Undefined where that one does not beat the
 * baselines: their areas and the log-loss of the class share.
 */
export function chosenOf(standings: readonly Standing[], baselines: readonly RivalName[]): RivalName | undefined {
  const area = ({ auc }: Standing) => auc ?? 0;
  const [own, base] = [false, true].map(is => standings.filter(one => baselines.includes(one.model) === is));
  const greatest = Math.max(0, ...(own as Standing[]).map(area));
  const best = own?.find(one => area(one) >= greatest - asGood);
  const toBeat = Math.max(0.5, ...(base as Standing[]).map(area));
  const loss = base?.find(one => one.model === 'share')?.logloss ?? Number.POSITIVE_INFINITY;
  return best && area(best) > toBeat && best.logloss < loss ? best.model : undefined;
}
