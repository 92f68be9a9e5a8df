import { CliError, exitCode } from '../src/errors.js';
import type { Feature, Model } from './model.js';

/** A fitted model as it is kept: plain data, with what it was learnt from. */
export interface SavedModel<Options extends object = object, Fitted extends object = object> {
  model: string;
  version: number;
  options: Options;
  fitted: Fitted;
  /** The columns of the feature table, in their order, with their units. */
  features: Feature[];
  /** The date looked back from, `YYYY-MM-DD`; null where there was none, and nothing to learn from. */
  asOf: string | null;
  seed: number | null;
  metrics: Record<string, number>;
  /** How many rows `fit` received, and a sha256 over them. */
  rows: number;
  fingerprint: string;
}

/** What a run knows about a fit beside the model itself. */
type Learnt<Options extends object, Fitted extends object> = Pick<
  SavedModel<Options, Fitted>,
  'options' | 'fitted' | 'asOf' | 'rows' | 'fingerprint'
>;

/** A fit with everything that is kept of it, as JSON has it. */
export function savedModel<Options extends object, Fitted extends object>(
  model: Model<Options, Fitted>,
  { options, fitted, asOf, rows, fingerprint }: Learnt<Options, Fitted>,
): SavedModel<Options, Fitted> {
  const { name, version } = model;
  const seed = (options as { seed?: number }).seed ?? null;
  const features = model.features(options);
  const metrics = model.metrics(fitted);
  const saved = { model: name, version, options, fitted, features, asOf, seed, metrics, rows, fingerprint };
  return JSON.parse(modelText(saved));
}

/** A saved model as JSON text; the same fit is the same bytes. */
export function modelText(saved: SavedModel): string {
  return `${JSON.stringify(saved, null, 2)}\n`;
}

/** Reads a saved model back. Throws CliError when it is damaged or another model's, and (usage) when it is of another version or made for other features. */
export function loadModel<Options extends object, Fitted extends object>(
  model: Model<Options, Fitted>,
  text: string,
): SavedModel<Options, Fitted> {
  const saved = parsed(text) as Partial<SavedModel<Options, Fitted>>;
  if (saved.model !== model.name) throw refused(`a saved model is ${saved.model}, not ${model.name}`);
  if (saved.version !== model.version) {
    throw outdated(`saved ${model.name} has version ${saved.version}, this program knows ${model.version}`);
  }
  if (saved.fitted === undefined || saved.options === undefined) throw refused(`saved ${model.name} is not complete`);
  const features = model.features(saved.options);
  if (list(saved.features) !== list(features)) {
    throw outdated(`saved ${model.name} was made for ${list(saved.features)}, the features are now ${list(features)}`);
  }
  return saved as SavedModel<Options, Fitted>;
}

function parsed(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw refused('a saved model is no JSON', cause);
  }
}

function list(features: Feature[] | undefined): string {
  return features?.map(({ name, unit }) => `${name} (${unit})`).join(', ') ?? 'nothing';
}

function refused(what: string, cause?: unknown): CliError {
  return new CliError(what, exitCode.checkFailed, anew, { cause });
}

function outdated(what: string): CliError {
  return new CliError(what, exitCode.usage, anew);
}

const anew = 'fit it anew: custometry run --rebuild; where its refit is never, with --no-freeze too';
