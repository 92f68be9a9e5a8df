import type { Classes, Model } from './model.js';

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
