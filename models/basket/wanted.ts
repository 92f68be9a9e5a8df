import { CliError, exitCode } from '../../src/errors.js';
import { nearest } from '../../src/nearest.js';
import type { BasketOptions } from './options.js';

/** The items that rules are to have on their left side, on their right one, and on neither. */
export interface WantedItems {
  left?: number;
  rhs?: number[];
  exclude?: number[];
}

/** The codes of the items that the options name. Throws CliError (usage) for an item that is in no basket. */
export function wantedItems({ lhs, rhs, exclude }: BasketOptions, names: ReadonlyMap<number, string>): WantedItems {
  return {
    ...(lhs !== undefined && { left: itemNamed(lhs, names) }),
    ...(rhs !== undefined && { rhs: [itemNamed(rhs, names)] }),
    ...(exclude !== undefined && { exclude: [itemNamed(exclude, names)] }),
  };
}

function itemNamed(name: string, names: ReadonlyMap<number, string>): number {
  for (const [item, own] of names) if (own === name) return item;
  const alike = [...names.values()].filter(own => own.toLowerCase().includes(name.toLowerCase()));
  const shown = alike.sort().slice(0, 5).join(', ');
  const near = nearest(name, names.values());
  const meant = near === undefined ? 'an item is named as it stands in the file' : `did you mean ${near}?`;
  const hint = shown ? `there are ${shown}` : meant;
  throw new CliError(`no basket has the item ${name}`, exitCode.usage, hint);
}
