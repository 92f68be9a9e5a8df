import { type Engine, identifier, literal } from '../engine/engine.js';
import type { Changes } from '../plan/change.js';
import type { BuiltTable } from '../plan/make-table.js';
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
 * taken keeps them: they are found in `meta.table_sum`. To those of a table that has only grown since, what came is added.
 */
export async function tableSums(engine: Engine, tables: BuiltTable[], changes: Changes): Promise<TableSum[]> {
  const taken = await takenBefore(engine);
  const standing = await decimalColumns(engine);
  const totals = new Map<string, Totals>();
  const grown: Read[] = [];
  for (const one of standing) {
    const { before, came } = sinceTaken(one, taken, changes);
    if (before && came) grown.push({ ...one, before, came });
    else if (before) totals.set(one.table, before.totals);
  }
  const rows = new Map(tables.map(one => [one.name, one.rows]));
  for (const [{ table, before }, found] of await read(engine, grown)) {
    // A row that came twice is among those that came once only.
    if (before && before.rows + found.rows === rows.get(table)) totals.set(table, found.totals);
  }
  const unknown = standing.filter(({ table }) => !totals.has(table));
  for (const [{ table }, found] of await read(engine, unknown)) totals.set(table, found.totals);
  return standing.flatMap(({ table, fingerprint }) =>
    Object.entries(totals.get(table) ?? {}).map(([column, total]) => ({ table, fingerprint, column, total })),
  );
}

/** Totals by column. */
type Totals = Record<string, string>;

/** What a table held when its totals were taken. */
interface Taken {
  rows: number;
  totals: Totals;
}

/** A total of so many digits cannot overflow; wider columns are no money. */
const widest = 28;

interface DecimalColumns {
  table: string;
  fingerprint: string;
  columns: { name: string; scale: number }[];
}

/** A table whose totals are taken: of all its rows, or of those that came, to be added to those before. */
interface Read extends DecimalColumns {
  before?: Taken;
  came?: string;
}

/** What was taken of a table that is the same still, or but for rows that came. */
function sinceTaken(
  { table, fingerprint }: DecimalColumns,
  taken: ReadonlyMap<string, Taken>,
  changes: Changes,
): { before?: Taken; came?: string } {
  const same = taken.get(`${table} ${fingerprint}`);
  const change = changes.get(table);
  if (same || change?.to !== fingerprint || (change.rows && !change.isGrowth)) return { before: same };
  return { before: taken.get(`${table} ${change.from}`), came: change.rows };
}

async function decimalColumns(engine: Engine): Promise<DecimalColumns[]> {
  const found = rowsOf(
    await engine.query(`select made.table_name as name, made.fingerprint, part.column_name as part, part.data_type as type
    from meta.fingerprint as made
    join information_schema.columns as part on part.table_schema || '.' || part.table_name = made.table_name
    where part.table_catalog = current_database() and part.data_type like 'DECIMAL%'
      and made.table_name not in (select table_schema || '.' || table_name from information_schema.views)
    order by made.table_name, part.ordinal_position`),
  );
  const tables = new Map<string, DecimalColumns>();
  for (const { name, fingerprint, part, type } of found) {
    const table = String(name);
    const entry = tables.get(table) ?? { table, fingerprint: String(fingerprint), columns: [] };
    tables.set(table, entry);
    const [width = 0, scale = 0] = (String(type).match(/\d+/g) ?? []).map(Number);
    if (width <= widest) entry.columns.push({ name: String(part), scale });
  }
  return [...tables.values()].filter(({ columns }) => columns.length > 0);
}

async function read(engine: Engine, tables: Read[]): Promise<[Read, Taken][]> {
  if (tables.length === 0) return [];
  const selects = tables.map(({ table, columns, before, came }, place) => {
    const sums = columns.map(({ name, scale }) => {
      const sum = `coalesce(sum(${identifier(name)}), 0)`;
      const first = before ? `cast(${literal(before.totals[name] ?? '0')} as decimal(38, ${scale})) + ` : '';
      return `cast(${first}${sum} as varchar)`;
    });
    const from = came ?? identifier(...table.split('.'));
    return `select ${place} as place, count(*) as rows, ${sums.join(" || ' ' || ")} as totals from ${from}`;
  });
  const found = rowsOf(await engine.query(selects.join('\nunion all\n')));
  return found.map(({ place, rows, totals }) => {
    const one = tables[Number(place)] as Read;
    const each = String(totals).split(' ');
    const byColumn = Object.fromEntries(one.columns.map(({ name }, at) => [name, each[at] as string]));
    return [one, { rows: Number(rows), totals: byColumn }];
  });
}

/** What the generation before had taken, by table and fingerprint. */
async function takenBefore(engine: Engine): Promise<ReadonlyMap<string, Taken>> {
  const there = `select 1 from information_schema.tables where table_schema = 'meta' and table_name = 'table_sum'`;
  if ((await engine.query(there)).rows === 0) return new Map();
  const found = await engine.query(
    'select part.*, made.rows from meta.table_sum as part join meta.table_made as made on made.table_name = part.table_name',
  );
  const taken = new Map<string, Taken>();
  for (const row of rowsOf(found)) {
    const key = `${row.table_name} ${row.fingerprint}`;
    const totals = { ...taken.get(key)?.totals, [String(row.column_name)]: String(row.total) };
    taken.set(key, { rows: Number(row.rows), totals });
  }
  return taken;
}
