import { columnWords } from '../../src/column-words.js';
import { count } from '../../src/count.js';
import { shareWords } from '../../src/share-words.js';
import { amountWords } from '../condition-words.js';
import { incompleteWords } from '../incomplete-words.js';
import type { Words } from '../model.js';
import type { ChurnFitted } from './fit.js';
import { baselines } from './rival/baselines.js';
import { bestOf, mayBeChance, type Standing } from './standing.js';
import { shortfallWords } from './sufficiency.js';

/** What the scores mean, why nobody scores where that is so, and who was chosen. */
export function words(fitted: ChurnFitted): Words {
  return { definitions: definitions(fitted), warnings: warnings(fitted), notes: notes(fitted) };
}

function definitions({ positive, threshold, holdout, learnt }: ChurnFitted): string[] {
  const where = holdout.rows > 0 ? `the ${count(holdout.rows, 'row')} held out` : 'the rows it was learnt from';
  return [
    `score: how likely a row is ${positive}, from 0 to 1`,
    `class: ${positive} from a score of ${threshold} on`,
    'reasons: what raises the score most above that of everybody; contributions add up to the score',
    `auc: on ${where}, the share of pairs in which the positive row has the higher score (ties half), with the 95 % interval of DeLong et al. (1988)`,
    'brier, logloss: mean squared distance, and mean −ln of the probability given to what came; less is better',
    'reliability, resolution: of brier, over ten bins, how far what was said is from what came (less is better), and how far bins are apart (more is better)',
    'p: how likely an area so far from that of the model that scores is where the two do not differ (DeLong et al. 1988, paired)',
    'lift10: how many times as many positives the tenth with the highest scores has as all',
    baselineWords(learnt),
  ];
}

/** A file seldom says how long ago somebody came. */
function baselineWords({ recency, share }: ChurnFitted['learnt']): string {
  if (share !== undefined && recency === undefined) return 'share: the baseline, everybody at the class share';
  return 'share, recency: the baselines, everybody at the class share, and how long ago somebody came by itself';
}

function warnings(fitted: ChurnFitted): string[] {
  const { needs, leaks, incomplete, chosen, leaderboard, holdout, predictors } = fitted;
  const short = shortfallWords(needs);
  const open = leaks.filter(({ allowed }) => !allowed);
  const lost = chosen === null && leaderboard.length > 0;
  return [
    ...short.map(text => `churn: nothing is learnt: ${text}`),
    ...(short.length === 0 && predictors.length === 0
      ? ['churn: nothing is learnt: there is no column to predict by']
      : []),
    ...open.map(
      ({ column, why }) =>
        `churn: nothing is learnt: ${column} seems to know what came: ${why}; leave it out, or allow it`,
    ),
    ...leaks
      .filter(({ allowed }) => allowed)
      .map(({ column, why }) => `churn: ${column} is allowed though it seems to know what came: ${why}`),
    ...(lost ? [`churn: nobody is scored: ${whyNobody(leaderboard)}`] : []),
    ...(leaderboard.length > 0 && holdout.rows === 0
      ? ['churn: nothing is held out, so the figures are of the rows that were learnt from']
      : []),

    ...incompleteWords(incomplete, 'row'),
  ];
}

function whyNobody(leaderboard: ChurnFitted['leaderboard']): string {
  const best = bestOf(leaderboard, baselines);
  const those = baselines.filter(name => leaderboard.some(({ model }) => model === name));
  const rivals = leaderboard.length - those.length;
  if (!best || (best.auc ?? 0) <= 0.5 || !mayBeChance(best, rivals))
    return `no model beats ${those.length === 1 ? 'the baseline' : 'the baselines'} (${those.join(', ')})`;
  return `${best.model} is the best of ${rivals}, with ${areaWords(best)}, and that may be chance, whose area is one half`;
}

const areaWords = ({ auc, auc_low: low, auc_high: high }: Standing) =>
  `an area of ${auc?.toFixed(3)} (${low?.toFixed(3)} to ${high?.toFixed(3)})`;

function notes(fitted: ChurnFitted): string[] {
  const left = fitted.leftOut.map(
    ({ column, why }) => `churn: ${columnWords(column, fitted.origin).noun} is left out: ${why}`,
  );
  return [...judgement(fitted), ...left];
}

function judgement(fitted: ChurnFitted): string[] {
  const { chosen, calibrated, leaderboard, rows, positives, holdout } = fitted;
  const share = rows > 0 ? ` (${shareWords(positives / rows)})` : '';
  const counted = `churn: ${told(positives)} of ${told(rows)} are positive${share}, ${told(holdout.positives)} of ${told(holdout.rows)} among those held out`;
  const best = leaderboard.find(({ model }) => model === chosen);
  if (!best) return [counted];
  return [
    counted,
    `churn: ${chosen} scores, with ${areaWords(best)}: of those within .003 of the greatest it is the simplest, and it beats the baselines`,
    ...calibrationWords(calibrated, best.ece),
    ...profitWords(fitted),
  ];
}

const told = (number: number) => number.toLocaleString('en-US');

function calibrationWords(calibrated: ChurnFitted['calibrated'], before: number): string[] {
  if (!calibrated || calibrated.compared.length === 0) return [];
  const { calibrator, compared, standing } = calibrated;
  const losses = compared.map(({ kind, logloss }) => `${kind} ${logloss.toFixed(4)}`).join(', ');
  const by = calibrator.kind === 'none' ? 'are not calibrated' : `are calibrated by ${calibrator.kind}`;
  const off = calibrator.kind === 'none' ? '' : `by ${before.toFixed(4)} before and `;
  const errors = `on those held out they are off ${off}by ${standing.ece.toFixed(4)}${off && ' after'}`;
  const why = 'that is the simplest within one standard error of the least log-loss by cross-validation';
  return [`churn: scores ${by}: ${why} (${losses}); ${errors}`];
}

function profitWords({ profit, currency }: ChurnFitted): string[] {
  const best = profit?.cuts.find(({ is_best }) => is_best);
  if (!best) return [];
  const counted = `${told(best.called)} of those held out are worth calling (${shareWords(best.share)})`;
  const [expected, came] = [best.expected, best.came].map(amount => amountWords(amount.toFixed(2), currency));
  return [`churn: ${counted}: ${expected} was to be expected, and by who left it brings ${came}`];
}
