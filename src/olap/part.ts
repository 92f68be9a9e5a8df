import type { CubeMeasure } from '../project/cube/measure-schema.js';
import type { Aggregate } from './aggregate/aggregate.js';
import type { Axes, GroupingSet } from './axis.js';
import { type Cube, factOf, type Level } from './cube.js';
import { baseMeasures } from './measure-tree.js';
import { dimensionOf } from './refer.js';
import type { Request } from './request.js';
import { periodCalculations, type Shown } from './shown.js';
import { soFarSuffix, type Unfinished, unfinishedIn } from './so-far.js';
import { usage } from './usage.js';

/** A measure of facts, and the name under which a part answers it. */
export interface BaseColumn {
  name: string;
  measure: CubeMeasure;
}

/** Which periods feed a period: that of a calculation over periods of one level of time. */
export interface PeriodWay extends Pick<Shown, 'periods' | 'level'> {
  calculation: string;
  target: Level;
  /** so_far: how many days after the first one of each period. */
  days?: number;
  /** Whether the balance of one day counts alone, the last one of the period. */
  isClosing?: boolean;
}

/** Measures that are counted together: of one table of facts, over the same facts, in the same groupings. */
export interface Part {
  fact: string;
  columns: BaseColumn[];
  sets: GroupingSet[];
  /** Keys across a bridge: facts are laid beside them for groupings by just these, so that each counts once in a cell. */
  bridged: string[];
  /** Whether facts are numbered, so that those laid beside several members count once where these are taken together. */
  isNumbered?: boolean;
  period?: PeriodWay;
  /** The dimension of time along which the measures do not add up, and how. */
  over?: NonNullable<CubeMeasure['over']>;
  /** What it is counted from in the place of the facts. */
  aggregate?: Aggregate;
}

/** A measure of facts to be counted in a grouping. */
interface Counted {
  base: string;
  suffix: string;
  period: PeriodWay | null | undefined;
  set: GroupingSet;
  isMany: boolean;
}

type Wanted = Pick<Shown, 'measure' | 'calculation' | 'periods' | 'level'>;

/** How the name of a base measure goes on when other periods than the cell's own are counted. */
export function periodSuffix({ calculation, periods, level }: Omit<Wanted, 'measure'>): string {
  if (calculation === undefined || !periodCalculations.includes(calculation)) return '';
  const way = calculation === 'moving_average' ? 'rolling' : calculation;
  return `:${way}${periods ?? level ?? ''}`;
}

/** The parts that answer some measures in the groupings of the axes. */
export function partsOf(request: Request, axes: Axes): Part[] {
  const { sets } = axes;
  const parts = new Map<string, Part>();
  for (const one of request.shown) {
    for (const base of baseMeasures(request.cube, one.measure)) {
      for (const set of sets) {
        const isMany = sets.length > 1;
        addTo(parts, request, {
          base,
          suffix: periodSuffix(one),
          set,
          isMany,
          period: ownPeriod(request, base, one, set),
        });
        const unfinished = unfinishedIn(request, axes, one, set);
        if (unfinished)
          addTo(parts, request, {
            base,
            suffix: soFarSuffix(one),
            set,
            isMany,
            period: soFar(request.cube, base, unfinished),
          });
      }
    }
  }
  return [...parts.values()];
}

/** The periods that feed the cells of a measure in a grouping; null where it needs some and the grouping has none. */
function ownPeriod(request: Request, base: string, wanted: Shown, set: GroupingSet): PeriodWay | null | undefined {
  const closing = closingOf(request.cube, base);
  const isOther = periodSuffix(wanted) !== '';
  if (!isOther && closing === undefined) return undefined;
  const found = periodOf(request, isOther ? wanted : { ...wanted, calculation: undefined }, set, closing);
  return found ? { ...found, ...(closing && { isClosing: true }) } : null;
}

/** As many days of each period as the unfinished one has. */
function soFar(cube: Cube, base: string, { level, days }: Unfinished): PeriodWay {
  return { calculation: 'so_far', target: level, days, ...(closingOf(cube, base) && { isClosing: true }) };
}

/** The dimension of time along which a measure is what it was on the last day of a period. */
function closingOf({ measures }: Cube, base: string): string | undefined {
  const over = measures.get(base)?.over;
  return over?.rule === 'closing' ? over.dimension : undefined;
}

function addTo(
  parts: Map<string, Part>,
  { cube, calculated, query }: Request,
  { base, suffix, period, set, isMany }: Counted,
) {
  if (period === null) return;
  const measure = cube.measures.get(base) as CubeMeasure;
  const bridged = set.keys.filter(key => dimensionOf(cube, key.level.dimension).bridge).map(key => key.name);
  const over = closingOf(cube, base) ? undefined : measure.over;
  const isAlone = measure.distinct !== undefined && isMany;
  const place = JSON.stringify([
    factOf(cube, measure),
    bridged,
    period && [period.target.name, suffix, period.isClosing, ...timeKeys(set, period)],
    over,
    isAlone && base,
  ]);
  const part = parts.get(place) ?? {
    fact: factOf(cube, measure),
    columns: [],
    sets: [],
    bridged,
    ...(bridged.length > 0 && (calculated || query.top?.others) && { isNumbered: true }),
    ...(period && { period }),
    ...(over && { over }),
  };
  parts.set(place, part);
  const name = base + suffix;
  if (!part.columns.some(column => column.name === name)) part.columns.push({ name, measure });
  if (!part.sets.includes(set)) part.sets.push(set);
}

/** A cell of several periods is counted by itself: what feeds one of them may feed another. */
function timeKeys({ keys }: GroupingSet, { target }: PeriodWay): string[] {
  return keys.filter(key => key.level.dimension === target.dimension).map(key => key.name);
}

/** The finest level of time that a grouping or the conditions name: the period of its cells. Undefined where there is none. */
function periodOf(
  request: Request,
  wanted: Omit<Wanted, 'measure'>,
  set: GroupingSet,
  closing?: string,
): PeriodWay | undefined {
  const { cube, conditions } = request;
  const asked = [...request.rows, ...request.columns, ...conditions.map(one => one.level)];
  const time = closing ?? asked.find(level => dimensionOf(cube, level.dimension).date)?.dimension;
  const { calculation = 'closing', periods, level } = wanted;
  if (!time)
    throw usage(`${calculation} needs a level of time`, 'put one into the rows, the columns or the conditions');
  const inTime = asked.filter(one => one.dimension === time);
  if (inTime.length > 0 && !inTime.some(one => one.hierarchy))
    throw usage(`${inTime[0]?.name} is in no hierarchy, so it has no ${calculation}`);
  const own = [...set.keys.map(key => key.level), ...conditions.map(one => one.level)].filter(
    one => one.dimension === time && one.hierarchy,
  );
  const isOfAll = closing !== undefined && wanted.calculation === undefined && own.length === 0;
  const target = isOfAll ? coarsest(cube, time) : own.sort((a, b) => depth(cube, b) - depth(cube, a))[0];
  if (!target) return undefined;
  return {
    calculation: calculation === 'moving_average' ? 'rolling' : calculation,
    target,
    ...(periods && { periods }),
    ...(level && { level }),
  };
}

/** The last period of which is the last of all. */
function coarsest(cube: Cube, time: string): Level | undefined {
  const [first] = Object.values(dimensionOf(cube, time).hierarchies);
  return cube.levels.get(`${time}.${[first].flat()[0]}`);
}

function depth(cube: Cube, { hierarchy, dimension, name }: Level): number {
  const names = hierarchy ? dimensionOf(cube, dimension).hierarchies[hierarchy] : undefined;
  return names?.indexOf(name.slice(dimension.length + 1)) ?? -1;
}
