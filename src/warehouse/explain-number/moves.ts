import { identifier } from '../../engine/engine.js';
import type { Beneath } from './beneath.js';
import type { Row } from './cell.js';
import type { Ground } from './ground.js';
import { identityOf } from './identity.js';
import { oneRow, quoted } from './one-row.js';
import { identitySelect, keepPairs } from './pairs.js';
import { nextRows, type Place, pairsOf } from './place.js';

/** Rows of one input that moved a balance, below a copy of its row. */
export interface Moved {
  above: Place;
  below: Beneath;
}

/** What all of them add together, is it the number? */
export interface Moves {
  moved: Moved[];
  addUp: boolean;
}

interface Input {
  table: string;
  column: string;
  day: string;
  sign: '' | '-';
}

const orders: Input = { table: 'mart.order_summary', column: 'revenue', day: 'below.ordered_on', sign: '' };
const payments: Input = {
  table: 'dw.fact_payment',
  column: 'amount_reporting',
  day: 'cast(below.paid_at as date)',
  sign: '-',
};

const days = 'day(month.last_date)';

/** Which moves a column of mart.customer_month is made of, and what of each, as its select says it: `moved` is the day of a move. */
const balances: Record<string, { when: string; share?: string }> = {
  opening_balance: { when: 'moved < month.month_start' },
  closing_balance: { when: 'moved <= month.last_date' },
  average_balance: {
    when: 'moved <= month.last_date',
    share: `least(date_diff('day', moved, month.last_date) + 1, ${days}) / ${days}`,
  },
};

/**
 * A balance runs on from month to month: it is made of all moves before, of orders and of payments, which no row of one table shows.
 * Undefined for any other number. Throws QueryError.
 */
export async function movesOf(ground: Ground, { table, columns, rows }: Place, row: Row): Promise<Moves | undefined> {
  const [column = ''] = columns;
  const balance = table === 'mart.customer_month' && columns.length === 1 ? balances[column] : undefined;
  if (!balance || ground.tables.get(table)?.origin !== 'ours' || row.get(column) === undefined) return undefined;
  const moved: Moved[] = [];
  for (const [at, input] of [orders, payments].entries()) {
    const above = { table, columns, rows: `number_move${at}_rows0` };
    await ground.engine.run(`create or replace temp table ${above.rows} as select * from ${rows}`);
    const identity = identityOf(ground, input.table) ?? [];
    const amount = `${input.sign}below.${identifier(input.column)}`;
    const adds = balance.share ? `${amount} * (${balance.share})` : amount;
    const sql = `select ${identitySelect('below', identity)}, ${adds.replaceAll('moved', input.day)} as _c
from ${above.rows} as above join mart.month as month on month.month_start = above.month_start
join ${quoted(input.table)} as below on below.customer_durable_key = above.customer_durable_key
where ${balance.when.replaceAll('moved', input.day)}`;
    await keepPairs(ground, above, { sql, table: input.table, identity });
    const followed = { columns: [input.column], shows: [input.column] };
    const below = { table: input.table, ...followed, rows: nextRows(above), found: 'evaluated' as const };
    moved.push({ above, below: { ...below, isWhole: false } });
  }
  return { moved, addUp: await addUp(ground, moved, `(select ${identifier(column)} from ${rows})`) };
}

async function addUp({ engine }: Ground, moved: Moved[], value: string): Promise<boolean> {
  const added = moved.map(({ above }) => `select cast(_c as decimal(38, 6)) as _c from ${pairsOf(above)}`);
  const sql = `select coalesce(sum(_c), 0) = ${value} as is_it from (${added.join(' union all ')}) as added`;
  return (await oneRow(engine, sql)).is_it === true;
}
