import { identifier } from '../engine/engine.js';
import type { Axes, Key } from './axis.js';
import { keysOf, type Step } from './cells.js';
import { conditionSql } from './condition.js';
import type { Cube, Level } from './cube.js';
import type { Part } from './part.js';
import { dimensionOf } from './refer.js';
import type { Request } from './request.js';
import type { Rows } from './rows.js';
import { join, raw, sql } from './sql.js';

/** A part with the steps that lead from facts to `from`, its facts with their keys and values. */
export interface PartSource {
  part: Part;
  sets: Part['sets'];
  name: string;
  steps: Step[];
  from: string;
  /** The facts as they are counted, where the last of the steps is read by nothing else. */
  rows?: Rows;
}

/** The same part once more where members are made of others: each fact under every group of members that it is in. */
export function groupSources({ cube, calculated }: Request, axes: Axes, source: PartSource): PartSource[] {
  const { part, name, steps, from } = source;
  const element = [...axes.rows, ...axes.columns].find(one => one.level === calculated?.level);
  const own = new Set(part.sets.map(set => set.id));
  const sets = axes.sets.filter(set => own.has(set.id) && calculated && endsAt(cube, set.keys, calculated.level));
  if (!calculated || !element || sets.length === 0) return [];
  const keys = keysOf({ sets });
  const values = valuesOf(part).map(one => identifier(one));
  const selects = calculated.groups.map((conditions, at) => {
    const columns = keys.map(({ name: key, kind }) => {
      const column = identifier(key);
      if (kind === 'calculated') return `${at + 1} as ${column}`;
      return element.keys.some(one => one.name === key) ? `nullif(${column}, ${column}) as ${column}` : column;
    });
    const read = (level: Level) => raw(identifier(level.name));
    const any = join(
      conditions.map(one => sql`(${conditionSql(cube, one, read)})`),
      ' or ',
    );
    return sql`select ${part.isNumbered ? 'distinct ' : ''}${[...columns, ...values].join(', ')} from ${from} where ${any}`;
  });
  const groups = { name: `groups_${name}`, select: join(selects, '\n  union all ') };
  return [{ part: { ...part, sets }, sets, name: `grouped_${name}`, steps: [...steps, groups], from: groups.name }];
}

/** What is known of each fact of a part besides its keys. */
export function valuesOf({ columns, over, isNumbered }: Part): string[] {
  return [...columns.map(one => one.name), ...(over ? ['$day'] : []), ...(isNumbered ? ['$fact'] : [])];
}

/** Whether a grouping goes down to a level and not below it: what is made of members has nothing below it in a hierarchy of theirs. */
function endsAt(cube: Cube, keys: Key[], level: Level): boolean {
  const hierarchies = Object.values(dimensionOf(cube, level.dimension).hierarchies);
  const below = hierarchies.flatMap(names => names.slice(placeIn(names, level) + 1 || names.length));
  const own = keys.filter(key => key.level.dimension === level.dimension);
  return own.some(key => key.level === level) && !own.some(key => below.some(name => isCalled(key.level, name)));
}

const placeIn = (names: string[], level: Level) => names.findIndex(name => isCalled(level, name));

const isCalled = (level: Level, name: string) => level.name === `${level.dimension}.${name}`;
