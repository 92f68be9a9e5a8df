import type { LogisticRegression } from '../logistic/logistic-regression.js';
import type { Contributions } from './contributions.js';

/** What each column adds to the log-odds that a logistic regression gives a row, beside a row of these means: coefficient times distance from the mean. */
export function logisticContributions(
  { intercept, coefficients }: LogisticRegression,
  values: ArrayLike<number>,
  means: ArrayLike<number>,
): Contributions {
  const base = coefficients.reduce(
    (sum, { estimate }, at) => sum + estimate * (means[at] as number),
    intercept.estimate,
  );
  const contributions = coefficients.map(
    ({ estimate }, at) => estimate * ((values[at] as number) - (means[at] as number)),
  );
  return { base, contributions };
}
