import { models } from '../../models/index.js';
import { scoreTable } from '../../models/together.js';
import { type Cell, rowsOf } from '../table.js';
import { reading } from './reading.js';
import type { Session } from './session.js';
import { unknownCustomer } from './unknown-customer.js';

/** One customer at a glance. */
export interface Card {
  customer_id: string;
  master: Record<string, Cell>;
  behaviour: Record<string, Cell>;
  scores: Record<string, Record<string, Cell>>;
  /** What was published of their scores, newest first. */
  history: Record<string, Cell>[];
  /** What is suggested to them, the best first. */
  next_products: Record<string, Cell>[];
  /** The newest 50, newest first; a row for each day of an order, so that there may be more than `behaviour.orders`. */
  orders: Record<string, Cell>[];
  /** All of them, newest first. */
  subscriptions: Record<string, Cell>[];
  /** The newest 50, newest first. */
  payments: Record<string, Cell>[];
  /** What they owe at the as-of date, in the reporting currency; null where the project has no payments. */
  balance: Cell;
}

/** Who a customer is, how they have behaved, how they score, their orders, subscriptions and payments. Throws CliError (usage) for an unknown id. */
export function card(session: Session, id: string): Promise<Card> {
  return reading(session, async engine => {
    const rows = async (sql: string, value: Cell = id) => rowsOf(await engine.query(sql, [value]));
    const [master] = await rows(
      'select * from dw.dim_customer where customer_id = ? and customer_key > 0 order by valid_from desc limit 1',
    );
    if (!master) throw await unknownCustomer(engine, id);
    const [behaviour = {}] = await rows('select * from mart.customer where customer_id = ?');
    const scores: Card['scores'] = {};
    for (const { name } of models) {
      const [score] = await rows(`select * from ${scoreTable(name)} where customer_id = ?`);
      if (score) scores[name] = score;
    }
    const history = await rows(
      `select model, generation, as_of, score, class, until_generation, until_as_of from score.history
       where customer_id = ? order by model, cast(generation as integer) desc`,
    );
    const next_products = await rows(
      'select place, item_id, name, origin, reason from score.next_product where customer_id = ? order by place',
    );
    const orders = await rows(
      'select * from mart.order_summary where customer_durable_key = ? order by ordered_on desc, order_id, source limit 50',
      master.durable_key ?? null,
    );
    const accounts = await accountsOf(rows, master.durable_key ?? null);
    return { customer_id: id, master: said(master), behaviour, scores, history, next_products, orders, ...accounts };
  });
}

type Rows = (sql: string, value: Cell) => Promise<Record<string, Cell>[]>;

async function accountsOf(rows: Rows, key: Cell): Promise<Pick<Card, 'subscriptions' | 'payments' | 'balance'>> {
  const subscriptions = await rows(
    `select subscription_id, plan, started_on, ended_on, monthly_amount, currency
     from dw.fact_subscription where customer_durable_key = ? order by started_on desc, subscription_id, source`,
    key,
  );
  const payments = await rows(
    `select payment_id, order_id, paid_at, method, amount, currency
     from dw.fact_payment where customer_durable_key = ? order by paid_at desc, payment_id, source limit 50`,
    key,
  );
  const [month] = await rows(
    'select closing_balance from mart.customer_month where customer_durable_key = ? order by month_start desc limit 1',
    key,
  );
  return { subscriptions, payments, balance: month?.closing_balance ?? null };
}

function said(record: Record<string, Cell>): Record<string, Cell> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}
