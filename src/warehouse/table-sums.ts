import { type Engine, identifier } from '../engine/engine.js';
import { rowsOf } from '../table.js';

/** The exact total of a decimal column, as text, of the table that stands by this fingerprint. */
export interface TableSum {
  table: string;
  fingerprint: string;
  column: string;
  total: string;
}

/**
 * The totals of the decimal columns of every table that stands, views left out. A table that is as it was when its totals were
 * taken keeps them: they are found in `meta.table_sum`.
 */
export async function tableSums(engine: Engine): Promise<TableSum[]> {
  const known = await storedSums(engine);
  const tables = await decimalColumns(engine);
  const isKnown = ({ table, fingerprint }: DecimalColumns) => known.has(`${table} ${fingerprint}`);
  const added = await totalsOf(
    engine,
    tables.filter(one => !isKnown(one)),
  );
  return tables.flatMap(({ table, fingerprint }) => {
    const totals = known.get(`${table} ${fingerprint}`) ?? added.get(table) ?? {};
    return Object.entries(totals).map(([column, total]) => ({ table, fingerprint, column, total }));
  });
}

/** The totals of a table by column. */
type Totals = Map<string, Record<string, string>>;

/** A total of so many digits cannot overflow; wider columns are no money. */
const widest = 28;

interface DecimalColumns {
  table: string;
  fingerprint: string;
  columns: string[];
}

async function decimalColumns(engine: Engine): Promise<DecimalColumns[]> {
  const found = rowsOf(
    await engine.query(`select made.table_name as name, made.fingerprint, part.column_name as part, part.data_type as type
    from meta.fingerprint as made
    join information_schema.tables as named
      on named.table_schema || '.' || named.table_name = made.table_name and named.table_type = 'BASE TABLE'
    join information_schema.columns as part
      on part.table_schema = named.table_schema and part.table_name = named.table_name
      and part.table_catalog = named.table_catalog
    where named.table_catalog = current_database() and part.data_type like 'DECIMAL%'
    order by made.table_name, part.ordinal_position`),
  );
  const tables = new Map<string, DecimalColumns>();
  for (const { name, fingerprint, part, type } of found) {
    const table = String(name);
    const entry = tables.get(table) ?? { table, fingerprint: String(fingerprint), columns: [] };
    tables.set(table, entry);
    if (Number(/\d+/.exec(String(type))?.[0]) <= widest) entry.columns.push(String(part));
  }
  return [...tables.values()];
}

async function totalsOf(engine: Engine, tables: DecimalColumns[]): Promise<Totals> {
  const wide = tables.filter(({ columns }) => columns.length > 0);
  if (wide.length === 0) return new Map();
  const selects = wide.map(({ table, columns }, place) => {
    const sums = columns.map(name => `cast(coalesce(sum(${identifier(name)}), 0) as varchar)`);
    return `select ${place} as place, ${sums.join(" || ' ' || ")} as totals from ${identifier(...table.split('.'))}`;
  });
  const found = rowsOf(await engine.query(selects.join('\nunion all\n')));
  return new Map(
    found.map(({ place, totals }) => {
      const { table, columns } = wide[Number(place)] as DecimalColumns;
      const each = String(totals).split(' ');
      return [table, Object.fromEntries(columns.map((name, at) => [name, each[at] as string]))];
    }),
  );
}

async function storedSums(engine: Engine): Promise<Totals> {
  const there = `select 1 from information_schema.tables where table_schema = 'meta' and table_name = 'table_sum'`;
  if ((await engine.query(there)).rows === 0) return new Map();
  const sums: Totals = new Map();
  for (const row of rowsOf(await engine.query('select * from meta.table_sum'))) {
    const key = `${row.table_name} ${row.fingerprint}`;
    sums.set(key, { ...sums.get(key), [String(row.column_name)]: String(row.total) });
  }
  return sums;
}
