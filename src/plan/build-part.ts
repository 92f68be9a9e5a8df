import { type Engine, identifier } from '../engine/engine.js';
import { rowsOf } from '../table.js';
import type { Change } from './change.js';
import { differing } from './differing.js';
import type { Ordered } from './order.js';
import type { Part } from './part.js';

/**
 * Makes those parts of a table anew that changed rows of its inputs touch, from just the rows that these parts follow from. Answers the rows of
 * the whole table and a table of the session with those that went or came; none where all came out the same.
 */
export async function buildPart(
  engine: Engine,
  { table, select, by = [], parts = [] }: Ordered,
  changed: ReadonlyMap<string, Change>,
  record: (rows: number) => Promise<void>,
): Promise<{ rows: number; changed?: string }> {
  const standing = identifier(...table.split('.'));
  const touched = await engine.aside(touchedSelect(by, parts, changed));
  const instead = new Map(parts.map(({ input }) => [input, restricted(input, parts, touched)]));
  const made = `select * from (\n${bare(select)}\n) as made where ${among(by, touched)}`;
  const fresh = await engine.aside(made, instead);
  const before = await engine.aside(`select * from ${standing} where ${among(by, touched)}`);
  const rows = await differing(engine, before, fresh);
  const count = await engine.transaction(async () => {
    if (rows) await engine.exchange(table, { by, gone: rows, come: fresh });
    const [counted] = rowsOf(await engine.query(`select count(*) as n from ${standing}`));
    await record(Number(counted?.n));
    return Number(counted?.n);
  });
  return { rows: count, changed: rows };
}

/** The values of `by` that changed rows of the parts' inputs have, or lines that other changed rows lead to. */
function touchedSelect(by: string[], parts: Part[], changed: ReadonlyMap<string, Change>): string {
  const selects = parts.flatMap(({ input, on, via }) => {
    const values = on.map((expression, index) => `${expression} as ${identifier(by[index] as string)}`).join(', ');
    const own = changed.get(input)?.rows;
    const direct = own ? [`select ${values} from ${own} as line`] : [];
    const led = via.flatMap(({ input: other, condition }) => {
      const rows = changed.get(other)?.rows;
      const lines = identifier(...input.split('.'));
      return rows ? [`select ${values} from ${lines} as line join ${rows} as changed on ${condition}`] : [];
    });
    return [...direct, ...led];
  });
  return `select distinct * from (${selects.join('\nunion all\n')}) as touched`;
}

function restricted(input: string, parts: Part[], touched: string): string {
  const conditions = parts
    .filter(part => part.input === input)
    .map(({ on }) => `(${on.join(', ')}) in (select * from ${touched})`);
  return `select line.* from ${identifier(...input.split('.'))} as line where ${conditions.join(' or ')}`;
}

function among(by: string[], touched: string): string {
  return `(${by.map(name => identifier(name)).join(', ')}) in (select * from ${touched})`;
}

function bare(select: string): string {
  return select.trimEnd().replace(/;+$/, '');
}
