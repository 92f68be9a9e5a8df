import type { Model } from './model.js';

/** A select of `customer_durable_key` and the `class` that a model puts customers in, by the model's name; undefined where it was not fitted. */
export type Classes = (model: string) => string | undefined;

/** Of the models that were fitted. */
export function classesOf(fits: readonly { model: Model; saved: { fitted: object } }[]): Classes {
  return name => {
    const fit = fits.find(({ model }) => model.name === name);
    return fit && classSelect(fit.model, fit.saved.fitted);
  };
}

function classSelect({ source, scores, score }: Model, fitted: object): string {
  return `select feature.customer_durable_key, scored.class
from (select customer_id, ${scores.class} as class from (${score(fitted)}) as score) as scored
join ${source} as feature on feature.customer_id = scored.customer_id`;
}
