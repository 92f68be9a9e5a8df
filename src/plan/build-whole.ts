import { type Engine, identifier } from '../engine/engine.js';
import { rowsOf } from '../table.js';
import { differing } from './differing.js';
import { narrow } from './narrow.js';
import type { Ordered } from './order.js';

/** How a table is made whole. */
export interface WholeOptions {
  /** Records its fingerprint, in the same transaction. */
  record(rows: number): Promise<void>;
  /** Whether it is to be said which rows went and came, or, much cheaper, only whether any did. */
  compared?: 'rows' | 'sum';
  /** The changed rows of the one input of a view, which judges each row by itself. */
  changed?: string;
  signal?: AbortSignal;
}

/** What was made. */
interface Whole {
  rows: number;
  /** Whether it is known how it differs from what stood there; then `changed` has the rows that went or came, if any. */
  isCompared: boolean;
  changed?: string;
}

/** Makes a table or a view anew; answers its rows and, when asked, a table of the session with those that went or came. */
export async function buildWhole(
  engine: Engine,
  { table, select, kind, inputs, narrow: columns = [] }: Ordered,
  { record, compared, changed, signal }: WholeOptions,
): Promise<Whole> {
  if (kind === 'view') {
    const rows = await engine.transaction(async () => {
      const count = await engine.replaceView(table, select);
      await record(count);
      return count;
    });
    const [input = ''] = inputs;
    if (!compared || !changed) return { rows, isCompared: false };
    return {
      rows,
      isCompared: true,
      changed: await engine.aside(select, new Map([[input, `select * from ${changed}`]])),
    };
  }
  const standing = identifier(...table.split('.'));
  const before = compared === 'rows' ? await engine.aside(`select * from ${standing}`) : undefined;
  const sum = compared === 'sum' ? await engine.checksum(table) : undefined;
  const rows = await engine.transaction(async () => {
    const count = await engine.replace(table, select, signal);
    if (columns.length > 0) await narrow(engine, table, columns);
    await record(count);
    return count;
  });
  if (sum) return { rows, isCompared: sum === (await engine.checksum(table)) };
  if (!before || !(await isAlike(engine, before, standing))) return { rows, isCompared: false };
  return { rows, isCompared: true, changed: await differing(engine, before, standing) };
}

/** Whether two tables have the same columns. */
async function isAlike(engine: Engine, one: string, other: string): Promise<boolean> {
  const columns = async (table: string) => JSON.stringify(rowsOf(await engine.query(`describe ${table}`)));
  return (await columns(one)) === (await columns(other));
}
