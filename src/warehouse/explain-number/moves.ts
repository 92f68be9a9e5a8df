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

interface Balance {
  /** Which moves it is made of, by their day. */
  when(day: string): string;
  /** How much of each; without it all. */
  share?(day: string): string;
}

const untilItsEnd = (day: string) => `${day} <= month.last_date`;
const days = 'day(month.last_date)';

/** The columns of mart.customer_month that run on, as its select says it. */
const balances: Record<string, Balance> = {
  opening_balance: { when: day => `${day} < month.month_start` },
  closing_balance: { when: untilItsEnd },
  average_balance: {
    when: untilItsEnd,
    share: day => `least(date_diff('day', ${day}, month.last_date) + 1, ${days}) / ${days}`,
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
    const adds = balance.share ? `${amount} * (${balance.share(input.day)})` : amount;
    const sql = `select ${identitySelect('below', identity)}, ${adds} as _c
from ${above.rows} as above join mart.month as month on month.month_start = above.month_start
join ${quoted(input.table)} as below on below.customer_durable_key = above.customer_durable_key
where ${balance.when(input.day)}`;
    await keepPairs(ground, above, { sql, table: input.table, identity });
    const followed = [input.column];
    const below = { table: input.table, columns: followed, shows: followed, rows: nextRows(above) };
    moved.push({ above, below: { ...below, found: 'evaluated', isWhole: false } });
  }
  return { moved, addUp: await addUp(ground, moved, `(select ${identifier(column)} from ${rows})`) };
}

async function addUp({ engine }: Ground, moved: Moved[], value: string): Promise<boolean> {
  const added = moved.map(({ above }) => `select cast(_c as decimal(38, 6)) as _c from ${pairsOf(above)}`);
  const sql = `select coalesce(sum(_c), 0) = ${value} as is_it from (${added.join(' union all ')}) as added`;
  return (await oneRow(engine, sql)).is_it === true;
}
