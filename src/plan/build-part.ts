import { type Aside, type Engine, identifier } from '../engine/engine.js';
import type { Ordered } from './order.js';
import type { PartInputs } from './part-inputs.js';
import type { Touched } from './touched.js';

/** What became of a table of which parts were made. */
export interface MadePart {
  /** By how many rows it has grown. */
  grown: number;
  /** A table of the session with the rows that went or came; none where all came out the same. */
  changed?: string;
  /** Whether all of these came. */
  isGrowth?: boolean;
}

/** Makes the touched parts of a table anew, from just the rows that these parts follow from. */
export async function buildPart(
  engine: Engine,
  one: Ordered,
  { touched, inputs }: { touched: readonly Touched[]; inputs: PartInputs },
): Promise<MadePart> {
  const made: MadePart[] = [];
  for (const split of touched) made.push(await remake(engine, one, { split, inputs }));
  const different = made.filter(part => part.changed !== undefined);
  const grown = made.reduce((sum, part) => sum + part.grown, 0);
  const isGrowth = different.every(part => part.isGrowth);
  const [first, ...more] = different.map(part => part.changed);
  if (more.length === 0) return { grown, isGrowth, changed: first };
  const all = different.map(part => `select * from ${part.changed}`).join('\nunion all\n');
  return { grown, isGrowth, changed: (await engine.aside(all)).name };
}

async function remake(
  engine: Engine,
  { table, select }: Ordered,
  { split, inputs }: { split: Touched; inputs: PartInputs },
): Promise<MadePart> {
  const { by, parts, rows } = split;
  const where = `(${by.map(name => identifier(name)).join(', ')}) in (select * from ${rows})`;
  const instead = new Map<string, string | Aside>();
  for (const part of parts) instead.set(part.input, await inputs.rows(part, restricted(part.input, split)));
  const fresh = await engine.aside(select, { instead, where });
  const standing = `select * from ${identifier(...table.split('.'))} where ${where}`;
  const different = await engine.difference(standing, `select * from ${fresh.name}`);
  if (different.rows === 0) return { grown: 0 };
  const { went, came } = await engine.exchange(table, { by, gone: different.name, come: fresh.name });
  return { grown: came - went, changed: different.name, isGrowth: went === 0 };
}

/** Only those rows; that their values lie within bounds follows, and lets an engine pass over most others where they stand in some order. */
function restricted(input: string, { parts, rows, bounds }: Touched): string {
  const conditions = parts
    .filter(part => part.input === input)
    .map(({ on }) => {
      const within = on.flatMap((expression, at) => {
        const bound = bounds[at];
        return bound ? [`${expression} >= ${bound.least}`, `${expression} <= ${bound.most}`] : [];
      });
      return [`(${on.join(', ')}) in (select * from ${rows})`, ...within].join(' and ');
    });
  return `select line.* from ${identifier(...input.split('.'))} as line where (${conditions.join(') or (')})`;
}
