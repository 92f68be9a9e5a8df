import { CliError, exitCode } from '../../../src/errors.js';
import type { Choice } from '../../mining.js';
import type { Offer } from './offer.js';

/** The offer that was chosen of a file, undefined where none was. Throws CliError (usage). */
export function offerOf(chosen: Record<string, Choice>, columns: readonly string[]): Offer | undefined {
  const { 'offer-cost': cost, 'success-rate': rate, value } = chosen;
  if (cost === undefined && rate === undefined && value === undefined) return undefined;
  const example = 'for example --offer-cost 5 --success-rate 0.3 --value 200';
  if (cost === undefined || rate === undefined || value === undefined)
    throw new CliError('an offer has --offer-cost, --success-rate and --value, all three', exitCode.usage, example);
  if (!(Number(cost) >= 0)) throw new CliError(`--offer-cost is 0 or more, not ${cost}`, exitCode.usage, example);
  if (!(Number(rate) >= 0 && Number(rate) <= 1))
    throw new CliError(`--success-rate is a share from 0 to 1, not ${rate}`, exitCode.usage, example);
  const isColumn = columns.includes(String(value));
  if (!isColumn && !(String(value).trim() !== '' && Number(value) >= 0 && Number.isFinite(Number(value))))
    throw new CliError(`--value is an amount or a column that is predicted by, not ${value}`, exitCode.usage, example);
  return { cost: Number(cost), success_rate: Number(rate), value: isColumn ? String(value) : Number(value) };
}
