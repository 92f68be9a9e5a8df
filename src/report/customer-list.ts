import { open } from 'node:fs/promises';
import { type Engine, identifier } from '../engine/engine.js';
import type { PersonalClass } from '../project/entities.js';
import { csvHeader, csvRows } from './csv.js';

/** Who may see what: the classes the readers are allowed, and the class of each column of the customer. */
export interface Audience {
  audience: PersonalClass[];
  /** Columns of `dw.dim_customer`, attributes included; a column that is not named is left out of lists. */
  personal: Record<string, PersonalClass>;
}

/** What is always in the list: the key, the scores and the behaviour. */
const always = [
  'segment',
  'customer_id',
  'r',
  'f',
  'm',
  'recency_days',
  'frequency',
  'monetary',
  'first_order_date',
  'last_order_date',
  'orders',
  'sale_orders',
  'revenue',
  'return_amount',
  'margin_amount',
  'churn_score',
  'churn_class',
  'churn_reason_1',
  'churn_reason_2',
  'churn_reason_3',
];

/** The list of customers by segment, best segment and highest revenue first; written in pieces, mode 600. Throws QueryError. */
export async function writeCustomerList(engine: Engine, path: string, audience: Audience): Promise<void> {
  const { columns } = await engine.query('select * from report.customer where 1 = 0');
  const names = listedColumns(
    columns.map(one => one.name),
    audience,
  );
  const file = await open(path, 'w', 0o600);
  try {
    await file.write(csvHeader(names));
    for await (const piece of engine.stream(listSelect(names))) await file.write(csvRows(piece));
  } finally {
    await file.close();
  }
}

/** The columns of `report.customer` that this audience may see, in their order in the list. */
function listedColumns(columns: string[], { audience, personal }: Audience): string[] {
  const own = new Set(always);
  const master = columns.filter(name => {
    const kind = Object.hasOwn(personal, name) ? personal[name] : undefined;
    return !own.has(name) && (kind === 'none' || (kind !== undefined && audience.includes(kind)));
  });
  return [...always.filter(name => columns.includes(name)), ...master];
}

/** Whether an audience may see who a customer is by number, where the project says that numbers are personal. */
export function maySeeNumbers({ audience, personal }: Audience): boolean {
  const kind = Object.hasOwn(personal, 'customer_id') ? personal.customer_id : undefined;
  return kind === undefined || kind === 'none' || audience.includes(kind);
}

function listSelect(names: string[]): string {
  return `with ranks as (
  select segment, row_number() over (order by revenue desc, segment) as segment_rank from report.segment
)
select ${names.map(name => `customer.${identifier(name)}`).join(', ')}
from report.customer as customer
left join ranks on ranks.segment = customer.segment
order by ranks.segment_rank, customer.monetary desc, customer.customer_id`;
}
