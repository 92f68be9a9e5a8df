import { identifier, literal } from '../../src/engine/engine.js';
import { double } from '../double.js';
import { sixDecimals, sixDecimalsSql } from '../six-decimals.js';
import { publishedSql } from './calibration/calibrator.js';
import type { ChurnFitted } from './fit.js';
import { expectedProfitSql, offerColumns } from './profit/offer.js';
import { noReasons } from './rival/reasons.js';
import { rivalOf } from './rival/rivals.js';

/** A change of what the numbers mean is a new one. */
export const churnVersion = 6;

/** What stands for the class of those whom nobody scores. */
export const unscored = 'unscored';

/** The select that tells each row how likely it is positive, its class, and up to three reasons. */
export function score(fitted: ChurnFitted): string {
  const { chosen, calibrated, learnt, predictors, threshold, positive, negative } = fitted;
  if (chosen === null || calibrated === null)
    return select('feature.churn', { score: 'null', class: literal(unscored), texts: noReasons });
  const rival = rivalOf(chosen);
  const known = [...new Set([...predictors.map(({ name }) => name), ...offerColumns(fitted.profit?.offer)])];
  const mark = markBeside(known);
  const { steps: before, score: told } = rival.sql(learnt[chosen], mark);
  const { steps: read, score: own } = publishedSql(calibrated.calibrator, told, mark);
  const { steps: after, texts } = rival.reasons(learnt[chosen], fitted, mark);
  const itself = `${mark}score`;
  const all = [...before, ...read, { [itself]: `cast(${sixDecimalsSql(own)} as decimal(9, 6))` }, ...after];
  const named = all.map((step, at) => {
    const own = Object.entries(step).map(([name, sql]) => `${sql} as ${identifier(name)}`);
    return `step_${at} as (
  select ${['*', ...own].join(',\n    ')}
  from ${at > 0 ? `step_${at - 1}` : 'known'}
)`;
  });
  const least = double(sixDecimals(threshold));
  const is = `case when ${itself} >= cast(${least} as decimal(9, 6)) then ${literal(positive)} else ${literal(negative)} end`;
  const profit = fitted.profit ? expectedProfitSql(fitted.profit.offer, itself) : 'null';
  return `with known as (
  select ${['customer_id', 'as_of', ...known.map(name => identifier(name))].join(', ')}
  from feature.churn
),
${named.join(',\n')}
${select(`step_${all.length - 1}`, { score: itself, class: is, profit, texts, model: chosen })}`;
}

/** What names of steps begin with: more underscores than any column, so that none of them is one of a column. */
function markBeside(columns: readonly string[]): string {
  return '_'.repeat(1 + Math.max(0, ...columns.map(name => name.search(/[^_]|$/))));
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
