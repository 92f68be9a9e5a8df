import { identifier, literal } from '../src/engine/engine.js';
import type { Model } from './model.js';

/**
 * `score.standing`: per model and customer the score and the class, for the history of what was published. What a model reads that is off,
 * and scores nobody, is left alone.
 */
export function standingSelect(models: readonly Model[], isOff: (model: Model) => boolean): string {
  return models
    .map(model => {
      const { name, source, scores } = model;
      const key = isOff(model) ? 'cast(null as integer) as customer_durable_key' : 'feature.customer_durable_key';
      const join = `\njoin ${source} as feature on feature.customer_id = scored.customer_id`;
      return `select
  ${literal(name)} as model,
  scored.customer_id,
  ${key},
  scored.score,
  scored.class
from (
  select customer_id, ${scores.score} as score, ${scores.class} as class from ${scoreTable(name)}
) as scored${isOff(model) ? '' : join}`;
    })
    .join('\nunion all\n');
}

/** `score.customer`: what each model says of a customer, side by side, every column under `<model>_<column>`. */
export function customerSelect(models: readonly Model[]): string {
  const everyone = models.map(({ name }) => `select customer_id from ${scoreTable(name)}`);
  const columns = models.flatMap(({ name, scores }) =>
    Object.keys(scores.columns)
      .filter(column => column !== 'customer_id')
      .map(column => `${identifier(name, column)} as ${identifier(columnName(name, column))}`),
  );
  const joins = models.map(
    ({ name }) =>
      `left join ${scoreTable(name)} as ${identifier(name)} on ${identifier(name, 'customer_id')} = everyone.customer_id`,
  );
  return `with everyone as (
  ${everyone.join('\n  union\n  ')}
)
select
  ${['everyone.customer_id', ...columns].join(',\n  ')}
from everyone
${joins.join('\n')}`;
}

/** A column that is named for its model already keeps its name. */
function columnName(model: string, column: string): string {
  return column === model || column.startsWith(`${model}_`) ? column : `${model}_${column}`;
}

/** The table with the scores of a model. */
export function scoreTable(model: string): string {
  return `score.${model}`;
}
