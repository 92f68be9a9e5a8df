import { isDeepStrictEqual } from 'node:util';
import { identifier } from '../engine/engine.js';
import type { Axes } from './axis.js';
import { comparedSql, plainSql, soFarSql } from './calculate.js';
import { carrySteps } from './carry.js';
import type { Step } from './cells.js';
import type { Request } from './request.js';
import { raw, sql } from './sql.js';

/** The steps from cells, as they were counted, to the measures that are asked for; none where these are what was counted. */
export function measuredSteps(request: Request, axes: Axes, cells: Step, prefix = ''): Step[] {
  const keys = [...axes.keys.map(key => identifier(key.name)), '"$set"'];
  const measured = plainSteps(request, axes, { keys, cells, prefix });
  const compared = request.shown.map(one => comparedSql(request, axes, one));
  if (compared.every(value => value === undefined)) return measured;
  const values = request.shown.map((one, at) => {
    const as = identifier(one.as);
    return compared[at] ? sql`${compared[at]} as ${as}` : raw(as);
  });
  const from = measured.at(-1)?.name ?? cells.name;
  return [
    ...measured,
    { name: `${prefix}compared`, select: sql`select ${[...keys.map(raw), ...values]} from ${from}` },
  ];
}

/** To what measures are in their cells alone. */
function plainSteps(
  request: Request,
  axes: Axes,
  { keys, cells, prefix }: { keys: string[]; cells: Step; prefix: string },
): Step[] {
  const plain = request.shown.map(one => ({ value: plainSql(request.cube, one), as: identifier(one.as) }));
  const carried = carrySteps(request, axes, prefix);
  const isAsCounted = carried.length === 0 && plain.every(({ value, as }) => value === as);
  if (isAsCounted && isDeepStrictEqual([...keys, ...plain.map(one => one.as)], cells.columns)) return [];
  const soFar = request.shown.flatMap(one => soFarSql(request, axes, one));
  const columns = [...keys, ...plain.map(({ value, as }) => `${value} as ${as}`), ...soFar].join(', ');
  const from = carried.at(-1)?.name ?? cells.name;
  return [...carried, { name: `${prefix}measured`, select: raw(`select ${columns} from ${from}`) }];
}
