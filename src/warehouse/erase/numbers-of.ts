import { type Engine, literal } from '../../engine/engine.js';
import { type EntityName, entities, entityColumns } from '../../project/entities.js';
import { rowsOf } from '../../table.js';
import { withStanding } from '../reading.js';
import type { Session } from '../session.js';
import { unknownCustomer } from '../unknown-customer.js';
import type { Numbers } from './person.js';

/**
 * Every number of a customer as the standing generation knows them, and of their orders. A customer it does not know (all of their records
 * were refused, or it is gone) may be anybody of that number, with its system before a colon where it has one. Throws CliError (usage) for
 * a number without its system, where the generation knows customers who have it: one of them is meant, and the others are not.
 */
export async function numbersOf(session: Session, customer: string): Promise<Numbers> {
  const unknown = unknownNumbers(session, customer);
  const found = await withStanding(session, async engine => {
    const known = await knownNumbers(engine, customer);
    if (!known && (await isNumber(engine, customer))) throw await unknownCustomer(engine, customer);
    const { customers, orders } = known ?? unknown;
    return { customers, orders: [...orders, ...(await replacedOrders(engine, session, customers))] };
  });
  return found ?? unknown;
}

/** Which of these orders no accepted record tells as anybody's. Without a generation nobody knows: none. */
export async function ordersOfNobody(session: Session, orders: Numbers['orders']): Promise<Numbers['orders']> {
  if (orders.length === 0) return [];
  const asked = `(values ${orders.map(pair => `(${pair.map(literal).join(', ')})`).join(', ')}) as asked (source, order_id)`;
  const spoken = spokenOf(`customer_id is not null`);
  const sql = `select distinct source, order_id from ${asked} where (source, order_id) not in (${spoken}) order by 1, 2`;
  const found = await withStanding(session, async engine => pairsOf(rowsOf(await engine.query(sql))));
  return found ?? [];
}

/** System and number of the orders of accepted records for which a condition holds. */
function spokenOf(condition: string): string {
  const named = (Object.keys(entities) as EntityName[]).filter(entity =>
    ['customer_id', 'order_id'].every(name => name in entityColumns(entity)),
  );
  return named
    .map(entity => `select _system, order_id from stage.${entity} where order_id is not null and ${condition}`)
    .join(' union ');
}

function unknownNumbers(session: Session, customer: string): Numbers {
  const systems = [...new Set(Object.values(session.project.config.sources).map(source => source.system))];
  const pairs = systems.flatMap((system): [string, string][] =>
    customer.startsWith(`${system}:`)
      ? [
          [system, customer],
          [system, customer.slice(system.length + 1)],
        ]
      : [[system, customer]],
  );
  return { customers: pairs, orders: [] };
}

async function isNumber(engine: Engine, customer: string): Promise<boolean> {
  const named = "select 1 from conform.member where dimension = 'customer' and source_id = ? limit 1";
  return (await engine.query(named, [customer])).rows > 0;
}

/** Orders whose last header names somebody else: their records that name nobody are of that one. */
const ordersOfOthers = `select source, order_id from conform.order_header
  where customer_id is not null and (source, customer_id) not in (select source, source_id from linked)`;

async function knownNumbers(engine: Engine, customer: string): Promise<Numbers | undefined> {
  const linked = `select source, source_id from conform.member where dimension = 'customer' and durable_key in
    (select durable_key from conform.member where dimension = 'customer' and member_id = ?)`;
  const customers = pairsOf(rowsOf(await engine.query(`${linked} order by 1, 2`, [customer])));
  if (customers.length === 0) return undefined;
  const theirs = spokenOf('(_system, customer_id) in (select source, source_id from linked)');
  const spoken = `with linked as (${linked}), spoken as (${theirs})
    select _system, order_id from spoken where (_system, order_id) not in (${ordersOfOthers}) order by 1, 2`;
  const orders = await engine.query(spoken, [customer]);
  return { customers, orders: pairsOf(rowsOf(orders)) };
}

/** Orders that a record tells as theirs, which a later file may have replaced by one that names nobody. */
async function replacedOrders(
  engine: Engine,
  { project: { config } }: Session,
  customers: Numbers['customers'],
): Promise<Numbers['orders']> {
  const mappings = config.entities.order_line ?? [];
  const described = await engine.query(
    "select column_name from information_schema.columns where table_schema = 'stage' and table_name = 'order_line_record'",
  );
  const isRead = rowsOf(described).some(row => row.column_name === 'customer_id');
  if (!isRead || mappings.every(mapping => mapping.told_again === 'add')) return [];
  const systems = mappings.map(
    ({ source }, ordinal) => `when ${ordinal} then ${literal(config.sources[source]?.system ?? '')}`,
  );
  const theirs = customers.map(pair => `(${pair.map(literal).join(', ')})`).join(', ');
  const told = `select case _mapping ${systems.join(' ')} end as _system, order_id, customer_id from stage.order_line_record`;
  const orders = await engine.query(
    `select distinct _system, order_id from (${told}) as told where order_id is not null and (_system, customer_id) in (values ${theirs}) order by 1, 2`,
  );
  return pairsOf(rowsOf(orders));
}

function pairsOf(rows: Record<string, unknown>[]): [string, string][] {
  return rows.map(row => Object.values(row).map(String) as [string, string]);
}
