import { isDeepStrictEqual } from 'node:util';
import { type Engine, identifier } from '../../engine/engine.js';
import { rowsOf } from '../../table.js';
import type { CellRow, CubeAnswer } from '../ask.js';
import { tableName } from '../catalog.js';
import { type Cube, factOf } from '../cube.js';
import { baseMeasures } from '../measure-tree.js';
import type { Request } from '../request.js';
import { periodCalculations, type Shown } from '../shown.js';

/** Sums of doubles depend on the order in which they are added up: so far apart, of the greater of the two, they are still the same. */
const ofThemselves = 1e-9;
/** Where terms cancel out nothing is left to be measured by but the terms: so far apart, of the absolute terms of all facts together. */
const ofAllTerms = 1e-12;

/**
 * Whether two answers to a question can be told apart: not where sums of doubles say which rows there are or in which order, nor where every
 * measure is divided, or reckoned in another way, from such sums, by which their last digits may grow into the first.
 */
export function isComparable({ cube, query, shown, bounds }: Request): boolean {
  const names = [...shown.map(one => one.measure), ...(query.top?.by ? [query.top.by] : [])];
  const areExact = names.every(name => doublesOf(cube, name).length === 0);
  const isChosen = query.top !== undefined || query.order !== undefined || bounds.length > 0;
  return areExact || (!isChosen && shown.some(one => wayOf(cube, one) !== 'none'));
}

/** Whether two answers to one question say the same: all that is exact digit for digit, sums of doubles within a tolerance. */
export async function saysTheSame(
  engine: Pick<Engine, 'query'>,
  { rows, request: { cube, shown } }: CubeAnswer,
  other: CubeAnswer,
): Promise<boolean> {
  const inexact = shown.filter(one => wayOf(cube, one) !== 'exact');
  const without = (row: CellRow) => ({ ...row, ...Object.fromEntries(inexact.map(({ as }) => [as, null])) });
  if (!isDeepStrictEqual(rows.map(without), other.rows.map(without))) return false;
  for (const { as, measure } of inexact.filter(one => wayOf(cube, one) === 'near')) {
    // Members reckoned from others may have been divided.
    const apart = rows.map((row, at) => (row.$calculated ? 0 : distance(row[as], other.rows[at]?.[as])));
    const farthest = apart.reduce((most, one) => Math.max(most, one), 0);
    if (farthest > 0 && farthest > (await terms(engine, cube, measure))) return false;
  }
  return true;
}

/** How far two cells lie apart: 0 within the tolerance, infinitely where only one of them is a number. */
function distance(one: unknown, other: unknown): number {
  if (Object.is(one, other)) return 0;
  if (!Number.isFinite(one) || !Number.isFinite(other)) return Number.POSITIVE_INFINITY;
  const [a, b] = [Number(one), Number(other)];
  return Math.abs(a - b) <= ofThemselves * Math.max(Math.abs(a), Math.abs(b)) ? 0 : Math.abs(a - b);
}

/** What rounding can make of the absolute values of all facts. */
async function terms(engine: Pick<Engine, 'query'>, cube: Cube, name: string): Promise<number> {
  const measure = cube.measures.get(name);
  const table = cube.facts.get(measure ? factOf(cube, measure) : '')?.table ?? '';
  const select = `select sum(abs(${identifier(measure?.sum ?? '')})) as terms from ${tableName(table)}`;
  return ofAllTerms * Number(rowsOf(await engine.query(select))[0]?.terms ?? 0);
}

/** Sums of cells and of periods are sums of facts; anything else may be divided, or multiplied. */
function wayOf(cube: Cube, { measure, calculation }: Shown): 'exact' | 'near' | 'none' {
  if (doublesOf(cube, measure).length === 0) return 'exact';
  const isSum = cube.measures.get(measure)?.sum !== undefined;
  return isSum && (calculation === undefined || periodCalculations.includes(calculation)) ? 'near' : 'none';
}

/** The measures a measure is made of that are sums of doubles. */
function doublesOf(cube: Cube, name: string): string[] {
  return baseMeasures(cube, name).filter(base => {
    const measure = cube.measures.get(base);
    const table = measure && cube.facts.get(factOf(cube, measure))?.table;
    return /^(double|real|float)/.test(cube.catalog.get(table ?? '')?.get(measure?.sum ?? '') ?? '');
  });
}
