import { type Aside, type Engine, type Exchange, identifier } from '../engine/engine.js';
import type { MadeParts } from './change.js';
import type { Ordered } from './order.js';
import type { PartInputs } from './part-inputs.js';
import type { Touched } from './touched.js';

/** What became of a table of which parts were made. */
export interface MadePart {
  /** By how many rows it has grown. */
  grown: number;
  /** The rows that went or came, as SQL names them; none where all came out the same. */
  changed?: string;
  /** Whether all of these came. */
  isGrowth?: boolean;
  /** The same, and how many more of each there are now (`_came`), where that is known. */
  signed?: string;
  /** What the parts have come to, where the table is parted in one way. */
  parts?: MadeParts;
}

/** Makes the touched parts of a table anew, from just the rows that these parts follow from. */
export async function buildPart(
  engine: Engine,
  one: Ordered,
  { touched, inputs }: { touched: readonly Touched[]; inputs: PartInputs },
): Promise<MadePart> {
  const exchanges: Exchanged[] = [];
  for (const [at, split] of touched.entries()) {
    const found = await compared(engine, one, { split, before: touched.slice(0, at), inputs });
    if (found) exchanges.push(found);
  }
  if (exchanges.length === 0) return { grown: 0 };
  const { grown, isGrowth } = await exchangeAll(engine, one.table, exchanges);
  const [first, ...more] = exchanges;
  const parts = first && more.length === 0 ? partsOf(touched, first) : undefined;
  return { grown, isGrowth, changed: all(exchanges.map(one => one.gone)), signed: all(exchanges.map(signedOf)), parts };
}

/** Rows of parts that are exchanged; where none of these were there, `come` has all that they get, so many rows. */
interface Exchanged extends Exchange {
  added?: number;
  signed?: string;
}

/** How the rows of touched parts are to be exchanged, but for those that are in a part of a split before; undefined where they came out the same. */
async function compared(
  engine: Engine,
  { table, select }: Ordered,
  { split, before, inputs }: { split: Touched; before: Touched[]; inputs: PartInputs },
): Promise<Exchanged | undefined> {
  const { by, parts } = split;
  const others = before.map(one => `not coalesce(${isIn(one)}, false)`).join(' and ');
  const where = [isIn(split), ...(others ? [others] : [])].join(' and ');
  const instead = new Map<string, string | Aside>();
  for (const part of parts) instead.set(part.input, await inputs.rows(engine, part, restricted(part.input, split)));
  const fresh = await engine.aside(select, { instead, where });
  const standing = `from ${identifier(...table.split('.'))} where ${where}`;
  const isNew = (await engine.query(`select 1 ${standing} limit 1`)).rows === 0;
  const exchanged = { by, come: fresh.name, where: others || undefined };
  if (isNew) return fresh.rows === 0 ? undefined : { ...exchanged, gone: fresh.name, added: fresh.rows };
  const { name, rows, signed } = await engine.difference(`select * ${standing}`, `select * from ${fresh.name}`);
  return rows === 0 ? undefined : { ...exchanged, gone: name, signed };
}

function all(relations: string[]): string {
  const [first = ''] = relations;
  return relations.length > 1 ? `(${relations.map(one => `select * from ${one}`).join('\nunion all\n')})` : first;
}

function signedOf({ signed, gone }: Exchanged): string {
  return signed ?? `(select *, cast(1 as bigint) as _came from ${gone})`;
}

function partsOf([split, ...others]: readonly Touched[], { come }: Exchanged): MadeParts | undefined {
  return split && others.length === 0 ? { by: split.by, values: split.rows, rows: come } : undefined;
}

function isIn({ by, rows }: Touched): string {
  return `(${by.map(name => identifier(name)).join(', ')}) in (select * from ${rows})`;
}

/** All of them or none. */
function exchangeAll(
  engine: Engine,
  table: string,
  exchanges: Exchanged[],
): Promise<Required<Pick<MadePart, 'grown' | 'isGrowth'>>> {
  return engine.transaction(async () => {
    let [gone, come] = [0, 0];
    for (const { added, ...one } of exchanges) {
      if (added !== undefined) await engine.append(table, one.come);
      const { went, came } = added === undefined ? await engine.exchange(table, one) : { went: 0, came: added };
      gone += went;
      come += came;
    }
    return { grown: come - gone, isGrowth: gone === 0 };
  });
}

/**
 * Only those rows: of parts that were made anew a while ago what these have come to, of others what stands. That their values lie within
 * bounds follows, and lets an engine pass over most others where they stand in some order.
 */
function restricted(input: string, { parts, rows, bounds, made }: Touched): string {
  const own = parts.filter(part => part.input === input);
  const all = `select * from ${rows}`;
  const select = (from: string, values: string) => {
    const conditions = own.map(({ on }) => {
      const within = on.flatMap((expression, at) => {
        const bound = bounds[at];
        return bound ? [`${expression} >= ${bound.least}`, `${expression} <= ${bound.most}`] : [];
      });
      return [`(${on.join(', ')}) in (${values})`, ...within].join(' and ');
    });
    return `select line.* from ${from} as line where (${conditions.join(') or (')})`;
  };
  const standing = identifier(...input.split('.'));
  const fresh = made.get(input);
  if (!fresh || own.some(({ on }) => on.join() !== fresh.by.join())) return select(standing, all);
  return `${select(fresh.rows, all)}\nunion all by name\n${select(standing, `${all} except select * from ${fresh.values}`)}`;
}
