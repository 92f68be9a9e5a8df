import { type Engine, identifier } from '../engine/engine.js';
import type { MadePart } from './build-part.js';
import type { Change } from './change.js';
import type { Ordered } from './order.js';

/**
 * Puts into a table that grows with its inputs what the rows that have come to them give, as far as it is not there. An input that was empty
 * (`isEmpty`), and is not among those that changed, gives nothing.
 */
export async function buildGrown(
  engine: Engine,
  { table, select, inputs }: Ordered,
  changed: ReadonlyMap<string, Change>,
  isEmpty: (table: string) => boolean,
): Promise<MadePart> {
  const read = inputs.filter(input => changed.has(input) || !isEmpty(input));
  const instead = new Map(read.map(input => [input, comeTo(input, changed)]));
  const given = await engine.aside(select, { instead });
  const standing = identifier(...table.split('.'));
  const come = await engine.aside(`select * from ${given.name} except select * from ${standing}`);
  if (come.rows === 0) return { grown: 0 };
  await engine.append(table, come.name);
  return { grown: come.rows, changed: come.name, isGrowth: true };
}

function comeTo(input: string, changed: ReadonlyMap<string, Change>): string {
  const rows = changed.get(input)?.rows;
  return rows ? `select * from ${rows}` : `select * from ${identifier(...input.split('.'))} where 1 = 0`;
}
