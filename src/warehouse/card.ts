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
  /** The newest 50, newest first; `behaviour.orders` says how many there are. */
  orders: Record<string, Cell>[];
}

/** Who a customer is, how they have behaved, how they score, and their orders. Throws CliError (usage) for an unknown id. */
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
    const orders = await rows(
      'select * from mart.order_summary where customer_durable_key = ? order by ordered_on desc, order_id limit 50',
      master.durable_key ?? null,
    );
    return { customer_id: id, master: said(master), behaviour, scores, history, orders };
  });
}

function said(record: Record<string, Cell>): Record<string, Cell> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}
