import { type Engine, identifier } from '../engine/engine.js';
import { QueryError } from '../errors.js';
import { rowsOf } from '../table.js';
import { bareSelect } from './bare-select.js';
import { narrow } from './narrow.js';
import type { Ordered } from './order.js';

/** How a table is made whole. */
export interface WholeOptions {
  /** Whether it is to be said which rows went and came, or, much cheaper, only whether any did. */
  compared?: 'rows' | 'sum';
  /** The changed rows of the one input of a view, which judges each row by itself. */
  changed?: string;
  signal?: AbortSignal;
}

/** What was made. */
interface Whole {
  rows: number;
  /** Whether its key is known to be right. */
  isKeyRight?: boolean;
  /** Whether it is known how it differs from what stood there; then `changed` has the rows that went or came, if any. */
  isCompared: boolean;
  changed?: string;
  signed?: string;
}

/** Makes a table or a view anew; answers its rows and, when asked, a table of the session with those that went or came. */
export function buildWhole(engine: Engine, planned: Ordered, options: WholeOptions): Promise<Whole> {
  const one = planned.isEmpty
    ? { ...planned, select: `select * from (\n${bareSelect(planned.select)}\n) as made where false` }
    : planned;
  if (one.kind === 'view') return buildView(engine, one, options);
  return options.compared === 'rows' ? buildCompared(engine, one, options) : buildTable(engine, one, options);
}

async function buildView(engine: Engine, one: Ordered, { compared, changed }: WholeOptions): Promise<Whole> {
  const { table, select, inputs } = one;
  await engine.replaceView(table, select);
  const [input = ''] = inputs;
  if (!compared || !changed) return { ...(await countOf(engine, one)), isCompared: false };
  // Its check looks at the keys of the rows that came alone.
  const instead = new Map([[input, `select * from ${changed}`]]);
  const rows = await rowsIn(engine, table);
  return { rows, isCompared: true, changed: (await engine.aside(select, { instead })).name };
}

/** Made aside first: where it came out the same, what stands is left as it is. */
async function buildCompared(engine: Engine, one: Ordered, { signal }: WholeOptions): Promise<Whole> {
  const standing = `select * from ${identifier(...one.table.split('.'))}`;
  const { name, table, rows } = await engine.aside(one.select, { signal });
  const fresh = `select * from ${name}`;
  const difference = (await isAlike(engine, standing, fresh)) ? await engine.difference(standing, fresh) : undefined;
  if (difference?.rows !== 0) await buildTable(engine, { ...one, select: fresh }, {});
  await engine.drop(table);
  const { name: changed, signed } = difference && difference.rows > 0 ? difference : {};
  return { rows, isCompared: difference !== undefined, changed, signed };
}

async function buildTable(engine: Engine, one: Ordered, { compared, signal }: WholeOptions): Promise<Whole> {
  const { table, select, narrow: columns = [] } = one;
  const sum = compared === 'sum' ? await engine.checksum(table) : undefined;
  const rows = await engine.replace(table, select, signal);
  if (columns.length > 0) await narrow(engine, table, columns);
  return { rows, isCompared: sum !== undefined && sum === (await engine.checksum(table)) };
}

/** The rows of a view, and whether its key is right: it is computed once for both. What an engine refuses of a key is told by its check. */
async function countOf(engine: Engine, { table, key }: Ordered): Promise<Pick<Whole, 'rows' | 'isKeyRight'>> {
  const counted = await keysOf(engine, table, key);
  if (counted) return { rows: counted.rows, isKeyRight: counted.keys === counted.rows };
  return { rows: await rowsIn(engine, table) };
}

async function rowsIn(engine: Engine, table: string): Promise<number> {
  const [counted] = rowsOf(await engine.query(`select count(*) as n from ${identifier(...table.split('.'))}`));
  return Number(counted?.n);
}

async function keysOf(engine: Engine, table: string, key: string[]) {
  if (key.length === 0) return undefined;
  return engine.countKeys([[table, key]]).catch(error => {
    if (error instanceof QueryError) return undefined;
    throw error;
  });
}

/** Whether two selects have the same columns. Told one after the other: one statement that compares them takes twice as long. */
async function isAlike(engine: Engine, one: string, other: string): Promise<boolean> {
  const columns = async (select: string) =>
    rowsOf(await engine.query(`describe ${select}`)).map(row => [row.column_name, row.column_type]);
  return JSON.stringify(await columns(one)) === JSON.stringify(await columns(other));
}
