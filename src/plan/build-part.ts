import { type Aside, type Engine, identifier } from '../engine/engine.js';
import type { Change } from './change.js';
import type { Ordered } from './order.js';
import type { Part } from './part.js';

/**
 * Makes those parts of a table anew that changed rows of its inputs touch, from just the rows that these parts follow from. Answers by how
 * many rows the table has grown and a table of the session with those that went or came; none where all came out the same.
 */
export async function buildPart(
  engine: Engine,
  one: Ordered,
  changed: ReadonlyMap<string, Change>,
): Promise<{ grown: number; changed?: string }> {
  const differences: string[] = [];
  let grown = 0;
  for (const split of splits(one)) {
    if (!isTouched(split, changed)) continue;
    const made = await remake(engine, one, split, changed);
    grown += made.grown;
    if (made.changed) differences.push(made.changed);
  }
  const [first, ...more] = differences;
  if (more.length === 0) return { grown, changed: first };
  const all = differences.map(rows => `select * from ${rows}`).join('\nunion all\n');
  return { grown, changed: (await engine.aside(all)).name };
}

/** One of the ways in which a table is parted. */
interface Split {
  by: string[];
  parts: Part[];
}

function splits({ by = [], parts = [] }: Ordered): Split[] {
  const found = new Map<string, Split>();
  for (const part of parts) {
    const own = part.by ?? by;
    const split = found.get(own.join()) ?? { by: own, parts: [] };
    split.parts.push(part);
    found.set(own.join(), split);
  }
  return [...found.values()];
}

function isTouched({ parts }: Split, changed: ReadonlyMap<string, Change>): boolean {
  return parts.some(({ input, via }) => [input, ...via.map(one => one.input)].some(name => changed.has(name)));
}

/** Makes the touched parts of one split; answers the rows that went or came. */
async function remake(
  engine: Engine,
  { table, select }: Ordered,
  { by, parts }: Split,
  changed: ReadonlyMap<string, Change>,
): Promise<{ grown: number; changed?: string }> {
  const touched = await engine.aside(touchedSelect(by, parts, changed));
  if (touched.rows === 0) return { grown: 0 };
  const where = among(by, touched);
  const instead = new Map(parts.map(({ input }) => [input, restricted(input, parts, touched)]));
  const fresh = await engine.aside(select, { instead, where });
  const standing = `select * from ${identifier(...table.split('.'))} where ${where}`;
  const rows = await engine.difference(standing, `select * from ${fresh.name}`);
  if (rows.rows === 0) return { grown: 0 };
  const grown = await engine.exchange(table, { by, gone: rows.name, come: fresh.name });
  return { grown, changed: rows.name };
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

function restricted(input: string, parts: Part[], touched: Aside): string {
  const conditions = parts
    .filter(part => part.input === input)
    .map(({ on }) => `(${on.join(', ')}) in (select * from ${touched.name})`);
  return `select line.* from ${identifier(...input.split('.'))} as line where ${conditions.join(' or ')}`;
}

function among(by: string[], touched: Aside): string {
  return `(${by.map(name => identifier(name)).join(', ')}) in (select * from ${touched.name})`;
}
