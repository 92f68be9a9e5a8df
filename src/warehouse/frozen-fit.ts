import { loadModel } from '../../models/persist.js';
import { type RfmFitted, type RfmOptions, rfm } from '../../models/rfm/index.js';
import { CliError, exitCode } from '../errors.js';
import { fingerprint } from '../run/fingerprint.js';
import type { State } from '../run/state.js';
import { publishedFit } from './published-fit.js';
import type { Ground } from './session.js';

/** The fit that frozen bounds are of: the generation that first published it, and the date it looked back from. */
export interface FrozenFit {
  generation: string;
  asOf: string;
}

/** The last published fit, to score by it again. Throws CliError (usage) before the first, and where it was fitted with other options. */
export function frozenFit(state: State, options: RfmOptions): { text: string; frozen: FrozenFit; fitted: RfmFitted } {
  const last = publishedFit(state);
  if (!last) {
    const what = 'rfm cannot be frozen: no fit has been published yet';
    throw new CliError(what, exitCode.usage, 'fit it first: custometry run --no-freeze');
  }
  const { text, generation } = last;
  const { fitted, options: fittedWith, asOf } = loadModel(rfm, text);
  if (fingerprint(plain(fittedWith)) !== fingerprint(plain(options))) {
    const what = `rfm cannot be frozen: generation ${generation} was fitted with other options than rfm: has now`;
    throw new CliError(what, exitCode.usage, 'fit it anew, custometry run --no-freeze, or take the options back');
  }
  return { text, frozen: { generation, asOf }, fitted };
}

/** Throws CliError (usage) at once, not after an hour, where the project freezes a fit that is not there. */
export function requireFit({ project, state }: Pick<Ground, 'project' | 'state'>): void {
  const { freeze, ...options } = project.config.rfm;
  if (freeze) frozenFit(state, options);
}

/** Frozen bounds in one sentence. */
export function frozenSentence({ generation, asOf }: FrozenFit): string {
  return `RFM bounds are frozen: those that generation ${generation} fitted, as of ${asOf}`;
}

/** As JSON has them: what was saved knows no undefined. */
function plain(options: RfmOptions): unknown {
  return JSON.parse(JSON.stringify(Object.entries(options).sort()));
}
