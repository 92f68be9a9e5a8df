import { identifier, literal } from '../../src/engine/engine.js';
import { double } from '../double.js';
import { publishedSql } from './calibration/calibrator.js';
import type { ChurnFitted } from './fit.js';
import { expectedProfitSql } from './profit/offer.js';
import { noReasons } from './rival/reasons.js';
import { rivalOf } from './rival/rivals.js';

/** A change of what the numbers mean is a new one. */
export const churnVersion = 5;

/** What stands for the class of those whom nobody scores. */
export const unscored = 'unscored';

/** The select that tells each row how likely it is positive, its class, and up to three reasons. */
export function score(fitted: ChurnFitted): string {
  const { chosen, calibrated, learnt, predictors, threshold, positive, negative } = fitted;
  if (chosen === null || calibrated === null)
    return select('feature.churn', { score: 'null', class: literal(unscored), texts: noReasons });
  const rival = rivalOf(chosen);
  const { steps: before, score: told } = rival.sql(learnt[chosen]);
  const { steps: read, score: own } = publishedSql(calibrated.calibrator, told);
  const { steps: after, texts } = rival.reasons(learnt[chosen], predictors);
  const all = [...before, ...read, { _score: `cast(${own} as decimal(9, 6))` }, ...after];
  const named = all.map((step, at) => {
    const own = Object.entries(step).map(([name, sql]) => `${sql} as ${identifier(name)}`);
    return `${at > 0 ? '' : 'with '}step_${at} as (
  select ${['*', ...own].join(',\n    ')}
  from ${at > 0 ? `step_${at - 1}` : 'feature.churn'}
)`;
  });
  const is = `case when _score >= cast(${double(threshold)} as decimal(9, 6)) then ${literal(positive)} else ${literal(negative)} end`;
  const profit = fitted.profit ? expectedProfitSql(fitted.profit.offer, '_score') : 'null';
  return `${named.join(',\n')}
${select(`step_${all.length - 1}`, { score: '_score', class: is, profit, texts, model: chosen })}`;
}

interface Told {
  score: string;
  class: string;
  profit?: string;
  texts: readonly string[];
  model?: string;
}

function select(from: string, { score: own, class: is, profit = 'null', texts, model }: Told): string {
  return `select
  customer_id,
  as_of,
  cast(${own} as decimal(9, 6)) as score,
  cast(${is} as varchar) as class,
  ${texts.map((text, at) => `${text} as reason_${at + 1}`).join(',\n  ')},
  cast(${profit} as double) as expected_profit,
  cast(${model === undefined ? 'null' : literal(model)} as varchar) as scored_by,
  ${churnVersion} as model_version
from ${from}
`;
}
