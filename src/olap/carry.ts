import { identifier } from '../engine/engine.js';
import { baseName } from './aggregate/aggregate.js';
import type { Axes, Key } from './axis.js';
import type { Step } from './cells.js';
import type { Cube } from './cube.js';
import { baseMeasures } from './measure-tree.js';
import { rowOrder } from './order.js';
import { periodSuffix } from './part.js';
import { dimensionOf } from './refer.js';
import type { Request } from './request.js';
import { isUnfinished, soFarSuffix } from './so-far.js';
import { raw } from './sql.js';

/**
 * The steps that carry what was counted last forward to the periods that have no facts, along the time of the axes and also where a year
 * begins. None where nothing is carried.
 */
export function carrySteps(request: Request, axes: Axes, prefix: string): Step[] {
  const time = carriedTime(request);
  const carried = [...new Set(request.shown.flatMap(one => carriedColumns(request.cube, one)))];
  if (time === undefined || carried.length === 0) return [];
  const isTime = ({ level, kind }: Key) => level.dimension === time && kind !== 'calculated';
  const elements = [...axes.rows, ...axes.columns].filter(one => one.level.dimension === time);
  const order = rowOrder(elements).join(', ');
  const rest = ['"$set"', ...axes.keys.filter(key => !isTime(key)).map(key => identifier(key.name))].join(', ');
  const [first] = axes.keys.filter(isTime).map(key => identifier(key.name));
  const runs = carried.map((name, at) => {
    const run = identifier(`$run${at}`);
    return {
      name,
      run,
      counted: `count(${identifier(name)}) over (partition by ${rest} order by ${order} rows unbounded preceding) as ${run}`,
    };
  });
  const early = [...new Set(request.shown.flatMap(one => earlyColumns(request, axes, one)))];
  const kept = [...otherColumns(request, axes, [...carried, ...early]), ...early].map(name => identifier(name));
  const values = runs.map(({ name, run }) => {
    const value = identifier(name);
    return `coalesce(${value}, case when ${first} is not null then max(${value}) over (partition by ${rest}, ${run}) end) as ${value}`;
  });
  const keys = [...axes.keys.map(key => identifier(key.name)), '"$set"'];
  const steps = [
    { name: `${prefix}run`, select: raw(`select *, ${runs.map(one => one.counted).join(', ')} from ${prefix}cells`) },
    { name: `${prefix}carried`, select: raw(`select ${[...keys, ...kept, ...values].join(', ')} from ${prefix}run`) },
  ];
  if (early.length === 0) return steps;
  const before = early.map(name => {
    const [value, own] = [identifier(name), identifier(baseName(name))];
    return `coalesce(${value}, lag(${own}) over (partition by ${rest} order by ${order})) as ${value}`;
  });
  const others = otherColumns(request, axes, early).map(name => identifier(name));
  const select = raw(`select ${[...keys, ...others, ...before].join(', ')} from ${prefix}carried`);
  return [...steps, { name: `${prefix}carried_early`, select }];
}

/** The dimension of time on the axes, where a measure that is asked for is carried along it. */
export function carriedTime({ cube, rows, columns, shown }: Request): string | undefined {
  if (!shown.some(one => carriedColumns(cube, one).length > 0)) return undefined;
  return [...rows, ...columns].find(level => dimensionOf(cube, level.dimension).date)?.dimension;
}

type Shown = Request['shown'][number];

/** A sum over periods is of what was counted; a period that is compared is carried like its own. */
function carriedColumns(cube: Cube, shown: Shown): string[] {
  const { calculation = '' } = shown;
  if (['to_date', 'rolling', 'moving_average'].includes(calculation)) return [];
  const bases = baseMeasures(cube, shown.measure).filter(name => cube.measures.get(name)?.empty === 'carry');
  return bases.map(name => name + periodSuffix(shown));
}

/** What is carried and has nothing yet in the first days of a period: it is there what it was in the period before. */
function earlyColumns(request: Request, axes: Axes, shown: Shown): string[] {
  if (!isUnfinished(request, axes, shown)) return [];
  return carriedColumns(request.cube, shown).map(name => name + soFarSuffix(shown));
}

function otherColumns(request: Request, axes: Axes, carried: string[]): string[] {
  const all = request.shown.flatMap(one => {
    const bases = baseMeasures(request.cube, one.measure);
    const suffixes = [periodSuffix(one), ...(isUnfinished(request, axes, one) ? [soFarSuffix(one)] : [])];
    return bases.flatMap(name => suffixes.map(suffix => name + suffix));
  });
  return [...new Set(all)].filter(name => !carried.includes(name));
}
