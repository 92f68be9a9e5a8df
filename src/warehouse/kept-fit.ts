import type { Model } from '../../models/model.js';
import { CliError, exitCode } from '../errors.js';
import { fingerprint } from '../run/fingerprint.js';
import type { State } from '../run/state.js';
import { fitOrWhyNot, type PublishedFit } from './published-fit.js';

/** A fit that was not made anew: the generation that first published it, the date it looked back from, and how far the features have moved, where that was asked. */
export interface KeptFit {
  generation: string;
  asOf: string | null;
  drift?: number;
}

/** The fit published last, to score by it again. Throws CliError (usage) before the first, and where another version fitted it, or other options. */
export function keptFit(state: State, model: Model, options: object): PublishedFit {
  const { fit: last, unread } = fitOrWhyNot(state, model);
  if (unread !== undefined)
    throw new CliError(
      `${model.name} cannot be frozen: ${unread}`,
      exitCode.usage,
      'fit it anew: custometry run --no-freeze',
    );
  if (!last) {
    const what = `${model.name} cannot be frozen: no fit has been published yet`;
    throw new CliError(what, exitCode.usage, 'fit it first: custometry run --no-freeze');
  }
  if (!isFittedWith(last, options)) {
    const { generation, saved } = last;
    const [before, now] = [saved.options, options].map(one => (one as { currency?: string }).currency);
    const [why, back] = isFittedWith(last, { ...options, currency: before })
      ? [`learnt from amounts in ${before}, and the project's currency is ${now} by now`, 'currency']
      : [`was fitted with other options than ${model.name}: has now`, 'options'];
    const what = `${model.name} cannot be frozen: generation ${generation} ${why}`;
    throw new CliError(what, exitCode.usage, `fit it anew, custometry run --no-freeze, or take the ${back} back`);
  }
  return last;
}

/** Whether a fit was made with these options. One of a time when the currency was no option yet may have any. */
export function isFittedWith({ saved }: PublishedFit, options: object & { currency?: string }): boolean {
  const { currency, ...others } = options;
  const asked = 'currency' in saved.options ? options : others;
  return fingerprint(plain(saved.options)) === fingerprint(plain(asked));
}

/** A kept fit in one sentence. */
export function keptSentence({ title }: Model, { generation, asOf, drift }: KeptFit): string {
  const why = drift === undefined ? '' : `; its features have moved by ${drift.toFixed(4)} since`;
  return `${title} was not fitted anew: generation ${generation} fitted it, as of ${asOf}${why}`;
}

/** As JSON has them: what was saved knows no undefined. */
function plain(options: object): unknown {
  return JSON.parse(JSON.stringify(Object.entries(options).sort()));
}
