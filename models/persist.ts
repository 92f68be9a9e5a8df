import { CliError, exitCode } from '../src/errors.js';
import type { Model } from './model.js';

/** A fitted model as it is kept: plain data, with what it was learnt from. */
export interface SavedModel<Options, Fitted> {
  model: string;
  version: number;
  options: Options;
  fitted: Fitted;
  /** The columns of the feature table, in their order. */
  features: string[];
  /** The date looked back from, `YYYY-MM-DD`. */
  asOf: string;
  seed: number | null;
  metrics: Record<string, number>;
}

/** What a run knows about a fit beside the model itself. */
type Learnt<Options, Fitted> = Pick<SavedModel<Options, Fitted>, 'options' | 'fitted' | 'asOf'> &
  Partial<Pick<SavedModel<Options, Fitted>, 'seed' | 'metrics'>>;

/** A fitted model as JSON text; the same fit is the same bytes. */
export function saveModel<Options, Fitted>(model: Model<Options, Fitted>, learnt: Learnt<Options, Fitted>): string {
  const { options, fitted, asOf, seed = null, metrics = {} } = learnt;
  const { name, version, features } = model;
  const saved = { model: name, version, options, fitted, features: [...features], asOf, seed, metrics };
  return `${JSON.stringify(saved, null, 2)}\n`;
}

/** Reads a saved model back. Throws CliError when it is damaged, another model's, of another version, or made for other features. */
export function loadModel<Options, Fitted>(model: Model<Options, Fitted>, text: string): SavedModel<Options, Fitted> {
  const saved = parsed(text);
  if (saved.model !== model.name) throw refused(`a saved model is ${saved.model}, not ${model.name}`);
  if (saved.version !== model.version) {
    throw refused(`saved ${model.name} has version ${saved.version}, this program knows ${model.version}`);
  }
  if (JSON.stringify(saved.features) !== JSON.stringify(model.features)) {
    throw refused(
      `saved ${model.name} was made for ${list(saved.features)}, the features are now ${list(model.features)}`,
    );
  }
  if (saved.fitted === undefined || saved.options === undefined) throw refused(`saved ${model.name} is not complete`);
  return saved as SavedModel<Options, Fitted>;
}

function parsed(text: string): Partial<SavedModel<unknown, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw refused('a saved model is no JSON', cause);
  }
}

function list(features: readonly string[] | undefined): string {
  return features?.join(', ') ?? 'nothing';
}

function refused(what: string, cause?: unknown): CliError {
  return new CliError(what, exitCode.checkFailed, 'fit it anew: custometry run --rebuild', { cause });
}
