import { identifier } from '../engine/engine.js';
import { choose } from './aggregate/choose.js';
import { countedBy } from './aggregate/periods.js';
import { aggregateRows } from './aggregate/read.js';
import type { Axes, Key } from './axis.js';
import { baseRows } from './base.js';
import { keysOf, partSteps, type Step, union } from './cells.js';
import { groupSources, type PartSource, valuesOf } from './group-sources.js';
import { type Part, partsOf } from './part.js';
import { periodSelect } from './periods.js';
import { dimensionOf } from './refer.js';
import type { Request } from './request.js';
import type { Within } from './restrict.js';
import { rowsOfStep, rowsSelect } from './rows.js';
import { pathOf } from './spans.js';
import { spineSteps } from './spine.js';
import { raw, sql } from './sql.js';
import { usage } from './usage.js';

/** How cells are gathered. */
export interface Gathering {
  asOf: string | undefined;
  /** Before the names of the steps, so that two gatherings stand in one select. */
  prefix: string;
  /** What facts are held against before they are counted. */
  within: Within[];
  /** By the name of the part: the select of its cells, where they were counted beforehand. */
  counted?: ReadonlyMap<string, string> | undefined;
}

/** The steps from facts to `cells`: every part by itself, then side by side where there are several. */
export function gatherCells(request: Request, axes: Axes, gathering: Gathering): Step[] {
  const parts = partSources(request, axes, gathering);
  const steps = parts.flatMap(source => {
    const counted = gathering.counted?.get(source.name);
    return counted ? [{ name: source.name, select: raw(counted) }] : stepsOf(request, source);
  });
  const own = [...new Map(steps.map(step => [step.name, step])).values()];
  const spine = request.query.empty
    ? spineSteps(request, axes, gathering, from => withinSteps(from, axes.keys, gathering.within))
    : [];
  const cells = `${gathering.prefix}cells`;
  const [first, ...more] = parts;
  if (first && more.length === 0 && spine.length === 0 && keysOf(first).length === axes.keys.length) {
    const keys = axes.keys.map(key => key.name);
    const columns = [...keys, '$set', ...first.part.columns.map(one => one.name)].map(one => identifier(one));
    return own.map(step => (step.name === first.name ? { ...step, name: cells, columns } : step));
  }
  const sides = [...parts, ...spine.slice(-1).map(({ name }) => ({ sets: axes.sets, name }))];
  return [...own, ...spine, { name: cells, select: union(axes, sides) }];
}

/** Facts that are counted right where they are read take no step of their own: the engine plans it a quarter faster. */
function stepsOf({ cube }: Request, { part, name, steps, from, rows }: PartSource): Step[] {
  if (!rows) return [...steps, ...partSteps(cube, part, rowsOfStep(from, []), name)];
  const [first, ...more] = partSteps(cube, part, rows, name);
  const facts = steps.at(-1);
  return [...steps.slice(0, -1), { ...facts, ...(first as Step) }, ...more];
}

/** The parts of a question, each from its own facts. */
export function partSources(request: Request, axes: Axes, { asOf, prefix, within }: Gathering): PartSource[] {
  const sets = axes.sets.map(set => ({ ...set, keys: set.keys.filter(key => key.kind !== 'calculated') }));
  return partsOf(request, { ...axes, sets }).flatMap((asked, at) => {
    const name = `${prefix}part_${at + 1}`;
    const own = keysOf(asked);
    const restricting = within.filter(one => !one.others || own.some(key => key.name === one.others));
    const isCut = restricting.some(one => !one.others);
    const keys = isCut ? axes.keys : own;
    if (isCut) refuseBridges(request, asked, keys);
    if (isCut) refuseRepeated(request, asked, keys);
    const { taken, choice } = choose(request, asked, plain(keys));
    const part = taken ? { ...asked, aggregate: taken } : asked;
    const periods = periodStep(request, part, { keys, asOf, name });
    const rows = taken
      ? aggregateRows(request, part, plain(keys), { aggregate: taken, periods: periods?.name })
      : baseRows(request, part, plain(keys), periods?.name);
    const facts = { name: `facts_${name}`, select: rowsSelect(rows), choice };
    const more = { values: valuesOf(part), isNumbered: part.isNumbered };
    const kept = withinSteps(facts.name, keys, restricting, more);
    const from = kept.at(-1)?.name ?? facts.name;
    const source = { part, sets: part.sets, name, steps: [...(periods ? [periods] : []), facts, ...kept], from };
    const groups = groupSources(request, axes, source);
    const isReadOnce = kept.length === 0 && groups.length === 0 && !part.over;
    return [isReadOnce ? { ...source, rows } : source, ...groups];
  });
}

/** The step that says which days or periods feed the periods of a part, where it counts others than its own. */
function periodStep(
  request: Request,
  part: Part,
  { keys, asOf, name }: { keys: Key[]; asOf: string | undefined; name: string },
): Step | undefined {
  if (!part.period) return undefined;
  const by = part.aggregate ? countedBy(request, part, part.aggregate) : 'fact';
  if (typeof by !== 'string') throw new Error(by.reason);
  return {
    name: `periods_${name}`,
    select: periodSelect(request, part.period, { keys, cell: keysOf(part), asOf, by }),
  };
}

/** What is shown is known by member, and a fact across a bridge has several: it cannot be counted once there. */
function refuseBridges({ cube }: Request, part: Part, keys: Key[]): void {
  const found = keys.find(
    ({ level, name }) => dimensionOf(cube, level.dimension).bridge && !part.bridged.includes(name),
  );
  if (found)
    throw usage(
      `totals of what is shown cannot be made across the bridge of ${found.level.dimension}`,
      'ask for full totals, or none',
    );
}

/** What is shown is known by period, and of a fact that feeds several of one cell nobody knows there that it is one. */
function refuseRepeated(request: Request, { period, sets }: Part, keys: Key[]): void {
  if (period?.calculation !== 'rolling' && period?.calculation !== 'to_date') return;
  const path = pathOf(request, period.target);
  const own = keysOf({ sets });
  if (keys.some(key => path.includes(key.level) && !own.some(one => one.name === key.name)))
    throw usage(
      `totals of what is shown cannot be made of ${period.calculation}, where a cell has several periods`,
      'ask for full totals, or none',
    );
}

const plain = (keys: Key[]) => keys.filter(key => key.kind !== 'others');

/** Facts outside, or members without facts, are left out, or become others: all keys from that level down are null. */
function withinSteps(
  from: string,
  keys: Key[],
  within: Within[],
  { values = [], isNumbered }: { values?: string[]; isNumbered?: boolean | undefined } = {},
): Step[] {
  const steps: Step[] = [];
  for (const { name, on, others, below } of within) {
    const last = steps.at(-1)?.name ?? from;
    const columns = keys
      .filter(key => key.kind !== 'others' || key.name === others)
      .map(key => {
        const column = identifier(key.name);
        if (key.kind === 'others') return `inside."$in" is null as ${column}`;
        return others && below.includes(key.name)
          ? `case when inside."$in" is not null then facts.${column} end as ${column}`
          : `facts.${column}`;
      });
    const own = [...columns, ...values.map(value => `facts.${identifier(value)}`)].join(', ');
    const match = on
      .map(key => `inside.${identifier(key)} is not distinct from facts.${identifier(key)}`)
      .join(' and ');
    steps.push({
      name: `${name}_${from}`,
      select: sql`select ${isNumbered ? 'distinct ' : ''}${own}\n  from ${last} as facts\n  ${others ? 'left join' : 'join'} ${name} as inside on ${raw(match)}`,
    });
  }
  return steps;
}
