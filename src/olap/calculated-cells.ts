import { identifier } from '../engine/engine.js';
import type { Axes } from './axis.js';
import { formulaSql } from './calculate.js';
import type { Calculated } from './calculated.js';
import type { readerOf } from './cell-set.js';
import type { Request } from './request.js';

/** The select that puts calculated members in the place of the groups they are made of, from cells that hold both. */
export function calculatedCells({ shown }: Request, axes: Axes, { level, members }: Calculated, from: string): string {
  const made = identifier(`${level.name}$calculated`);
  const element = [...axes.rows, ...axes.columns].find(one => one.level === level);
  const own = (key: Axes['keys'][number]) => element?.keys.includes(key);
  const rest = [...axes.keys.filter(key => !own(key)).map(key => identifier(key.name)), '"$set"'];
  const columns = [...axes.keys.map(key => identifier(key.name)), '"$set"', ...shown.map(one => identifier(one.as))];
  const selects = members.map(({ formula }, at) => {
    const keys = axes.keys.map(key => {
      const name = identifier(key.name);
      if (key.kind === 'calculated') return `${at + 1} as ${name}`;
      return own(key) ? `max(nullif(${name}, ${name})) as ${name}` : name;
    });
    const values = shown.map(one => {
      const value = identifier(one.as);
      return `${formulaSql(formula, group => `max(case when ${made} = ${group} then ${value} end)`)} as ${value}`;
    });
    return `select ${[...keys, '"$set"', ...values].join(', ')} from ${from} where ${made} is not null group by ${rest.join(', ')}`;
  });
  return [`select ${columns.join(', ')} from ${from} where ${made} is null`, ...selects].join('\n  union all ');
}

/** A function from a row to the name of its calculated member, if it is of one. */
export function calculatedReader(
  { calculated }: Request,
  reader: ReturnType<typeof readerOf>,
): (row: number) => string | undefined {
  const number = reader(`${calculated?.level.name}$calculated`);
  return row => calculated?.members[Number(number(row) ?? 0) - 1]?.name;
}
