import type { Engine } from '../engine/engine.js';
import type { PersonalClass } from '../project/entities.js';
import { columnsOf, writeCsv } from './csv.js';

/** Who may see what: the classes the readers are allowed, and the class of each column of the customer. */
export interface Audience {
  audience: PersonalClass[];
  /** Columns of `dw.dim_customer`, attributes included; a column that is not named is left out of lists. */
  personal: Record<string, PersonalClass>;
}

/** What is always in the list: the scores and the behaviour, and the number unless the project calls it personal. */
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

/** The list of customers by segment, best segment and highest revenue first; mode 600. Throws QueryError. */
export async function writeCustomerList(engine: Engine, path: string, audience: Audience): Promise<void> {
  const own = await columnsOf(engine, from);
  const names = own.map(({ name }) => name);
  const master = (await columnsOf(engine, 'dw.dim_customer')).map(({ name }) => name);
  const listed = listedColumns(names, masterColumns(names, master), audience);
  const columns = listed.flatMap(name => own.find(one => one.name === name) ?? []);
  await writeCsv(engine, path, { columns, from, rest: bestFirst });
}

const from = 'report.customer';

/** The columns of the master record, which are the last, with their names there: an attribute that is called like a column of ours has a number in the list. */
function masterColumns(columns: string[], master: string[]): Map<string, string> {
  const last = columns.slice(-master.length);
  const isLast = master.every((name, at) => last[at] === name || last[at]?.startsWith(`${name}_`));
  const own = isLast ? last : columns.filter(name => master.includes(name));
  return new Map(own.map((name, at) => [name, isLast ? (master[at] as string) : name]));
}

/** The columns of `report.customer` that this audience may see, in their order in the list. */
function listedColumns(columns: string[], master: Map<string, string>, readers: Audience): string[] {
  const { audience, personal } = readers;
  const more = [...master].flatMap(([name, own]) => {
    const kind = Object.hasOwn(personal, own) ? personal[own] : undefined;
    const isSeen = kind === 'none' || (kind !== undefined && audience.includes(kind));
    return isSeen && !always.includes(name) ? [name] : [];
  });
  const seen = maySeeNumbers(readers) ? always : always.filter(name => name !== 'customer_id');
  return [...seen.filter(name => columns.includes(name)), ...more];
}

/** Whether an audience may see who a customer is by number, where the project says that numbers are personal. */
export function maySeeNumbers({ audience, personal }: Audience): boolean {
  const kind = Object.hasOwn(personal, 'customer_id') ? personal.customer_id : undefined;
  return kind === undefined || kind === 'none' || audience.includes(kind);
}

const bestFirst = `left join (
  select segment, row_number() over (order by revenue desc, segment) as segment_rank from report.segment
) as ranks on ranks.segment = listed.segment
order by ranks.segment_rank, listed.monetary desc, listed.customer_id`;
