import { CliError, exitCode } from '../errors.js';
import type { Cube } from './cube.js';
import type { WholeQuery } from './query.js';
import { unknown } from './unknown.js';

type Given = Exclude<WholeQuery['measures'][number], string>;

/** A measure as a query asks for it. */
export interface Shown extends Omit<Given, 'as'> {
  /** Its name in the answer. */
  as: string;
}

/** Calculations that look at other periods than the cell's own. */
export const periodCalculations = ['previous', 'last_year', 'to_date', 'rolling', 'moving_average'];
const cellCalculations = ['share', 'share_of_parent', 'share_of_column', 'rank', 'running', 'difference', 'growth'];

/** Reads `measure`, `measure:share`, `measure:rolling(3)`, `measure:to_date(year)`, or the same as an object. */
export function readShown(cube: Cube, given: WholeQuery['measures'][number]): Shown {
  const one: Given = typeof given === 'string' ? readText(cube, given) : given;
  if (!cube.measures.has(one.measure)) throw unknown('measure', one.measure, [...cube.measures.keys()], cube);
  const { calculation, periods, level } = one;
  const isRolling = calculation === 'rolling' || calculation === 'moving_average';
  if (isRolling !== (periods !== undefined))
    throw new CliError(
      `${calculation ?? one.measure}: ${isRolling ? 'of how many periods?' : 'it has no periods'}`,
      exitCode.usage,
      'write it like revenue:rolling(3)',
    );
  if ((calculation === 'to_date') !== (level !== undefined))
    throw new CliError(
      `${one.measure}:to_date needs the level that begins anew`,
      exitCode.usage,
      'write it like revenue:to_date(year)',
    );
  return { ...one, as: one.as ?? nameOf(one) };
}

function nameOf({ measure, calculation, periods, level }: Given): string {
  const within = periods ?? level;
  return [measure, calculation && `${calculation}${within === undefined ? '' : `(${within})`}`]
    .filter(Boolean)
    .join(':');
}

function readText(cube: Cube, text: string): Given {
  const [, measure = text, calculation, within] = /^([^:(]+):(\w+)(?:\((\w+)\))?$/.exec(text) ?? [];
  if (calculation === undefined) return { measure };
  const known = [...cellCalculations, ...periodCalculations];
  if (!known.includes(calculation)) throw unknown('calculation', calculation, known, cube);
  const isNumber = within !== undefined && /^\d+$/.test(within);
  return {
    measure,
    calculation: calculation as Given['calculation'],
    ...(isNumber ? { periods: Number(within) } : within === undefined ? {} : { level: within }),
  };
}
