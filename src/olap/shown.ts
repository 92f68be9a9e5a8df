import { readPath } from '../project/cube/member-path.js';
import type { Cube } from './cube.js';
import { baseMeasures, isAdditive } from './measure-tree.js';
import { mostPeriods, type WholeQuery } from './query.js';
import type { LevelCondition } from './request.js';
import { unknown } from './unknown.js';
import { usage } from './usage.js';

type Given = Exclude<WholeQuery['measures'][number], string>;

/** A measure as a query asks for it. */
export interface Shown extends Omit<Given, 'as'> {
  /** Its name in the answer. */
  as: string;
  /** The member that cells are compared with, once its level is known. */
  against?: LevelCondition;
}

/** Calculations that look at other periods than the cell's own. */
export const periodCalculations = ['previous', 'last_year', 'to_date', 'rolling', 'moving_average'];
const cellCalculations = ['share', 'share_of_parent', 'share_of_column', 'rank', 'running', 'difference', 'growth'];
const memberCalculations = ['difference_to', 'ratio_to'];

/** Reads `measure`, `measure:share`, `measure:rolling(3)`, `measure:to_date(year)`, `measure:ratio_to(date.year=2024)`, or the same as an object. */
export function readShown(cube: Cube, given: WholeQuery['measures'][number]): Shown {
  const one: Given = typeof given === 'string' ? readText(cube, given) : given;
  if (!cube.measures.has(one.measure)) throw unknown('measure', one.measure, [...cube.measures.keys()], cube);
  checkArguments(one);
  checkMean(cube, one);
  return { ...one, as: one.as ?? nameOf(one) };
}

function checkArguments({ measure, calculation, periods, level, member }: Given): void {
  const isToMember = memberCalculations.includes(calculation ?? '');
  const isRolling = calculation === 'rolling' || calculation === 'moving_average';
  if (isRolling !== (periods !== undefined))
    throw usage(
      `${calculation ?? measure}: ${isRolling ? 'of how many periods?' : 'it has no periods'}`,
      'write it like revenue:rolling(3)',
    );
  if (periods !== undefined && (periods < 1 || periods > mostPeriods))
    throw usage(`${calculation}(${periods}): 1 to ${mostPeriods} periods are expected`);
  if (isToMember !== (member !== undefined))
    throw usage(
      `${calculation ?? measure}: ${isToMember ? 'to which member?' : 'it is to no member'}`,
      'write it like revenue:ratio_to(date.year=2024)',
    );
  if (!isToMember && (calculation === 'to_date') !== (level !== undefined))
    throw usage(`${measure}:to_date needs the level that begins anew`, 'write it like revenue:to_date(year)');
}

/** The n-th part of what n periods come to together is their mean only where they add up. */
function checkMean(cube: Cube, { measure, calculation, periods }: Given): void {
  const base = calculation === 'moving_average' && baseMeasures(cube, measure).find(one => !isAdditive(cube, one));
  if (base)
    throw usage(
      `moving_average(${periods}): ${base} does not add up over periods`,
      `${measure}:rolling(${periods}) is counted of all of them together`,
    );
}

function nameOf({ measure, calculation, periods, level, member }: Given): string {
  const path = Array.isArray(member) ? member.map(one => `[${one}]`).join('.') : member;
  const within = member === undefined ? (periods ?? level) : level === undefined ? path : `${level}=${path}`;
  return [measure, calculation && `${calculation}${within === undefined ? '' : `(${within})`}`]
    .filter(Boolean)
    .join(':');
}

function readText(cube: Cube, text: string): Given {
  const [, measure = text, calculation, within] = /^([^:(]+):(\w+)(?:\((.+)\))?$/.exec(text) ?? [];
  if (calculation === undefined) return { measure };
  const known = [...cellCalculations, ...periodCalculations, ...memberCalculations];
  if (!known.includes(calculation)) throw unknown('calculation', calculation, known, cube);
  const isNumber = within !== undefined && /^\d+$/.test(within);
  if (memberCalculations.includes(calculation))
    return { measure, calculation: calculation as Given['calculation'], ...readMember(within) };
  return {
    measure,
    calculation: calculation as Given['calculation'],
    ...(isNumber ? { periods: Number(within) } : within === undefined ? {} : { level: within }),
  };
}

/** `FR`, `customer.country=FR`, or a path from the top: `customer.city=[DE].[Halle]`. */
function readMember(text = ''): Pick<Given, 'level' | 'member'> {
  const [, level, named = ''] = /^(?:([a-z]\w*\.\w+)=)?(.*)$/s.exec(text) ?? [];
  if (named === '') return {};
  const path = named.startsWith('[') ? readPath(named) : undefined;
  const member = path?.length === 1 ? path[0] : (path ?? (named === 'null' ? null : named));
  return { ...(level && { level }), member };
}
