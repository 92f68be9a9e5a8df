import { type Engine, identifier, literal } from '../engine/engine.js';
import { QueryError } from '../errors.js';
import { groupedBy } from '../grouped.js';
import type { Changes } from '../plan/change.js';
import type { BuiltTable } from '../plan/make-table.js';
import { decimalText, rowsOf } from '../table.js';

/** The exact total of a decimal column, as text, of the table that stands by this fingerprint. */
export interface TableSum {
  table: string;
  fingerprint: string;
  column: string;
  total: string;
}

/**
 * The totals of the decimal columns of every table that stands, views left out. A table that is as it was when its totals were
 * taken keeps them: they are found in `meta.table_sum`. To those of a table of which it is known what came and went, that is added.
 */
export async function tableSums(engine: Engine, tables: BuiltTable[], changes: Changes): Promise<TableSum[]> {
  const taken = await takenBefore(engine);
  const standing = await decimalColumns(engine);
  const rows = new Map(tables.map(one => [one.name, one.rows]));
  const totals = new Map<string, Totals>();
  const grown: Read[] = [];
  for (const one of standing) {
    const { before, ...since } = sinceTaken(one, taken, changes);
    if (rows.get(one.table) === 0) totals.set(one.table, noneOf(one));
    else if (before && (since.came || since.signed)) grown.push({ ...one, before, ...since });
    else if (before) totals.set(one.table, before.totals);
  }
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

/** The totals of a table without rows. */
function noneOf({ columns }: DecimalColumns): Totals {
  return Object.fromEntries(columns.map(({ name, scale }) => [name, decimalText(0n, scale)]));
}

interface DecimalColumns {
  table: string;
  fingerprint: string;
  columns: { name: string; scale: number }[];
}

/** What is known of a table since its totals were taken: the rows that came, or how many more there are now (`_came`) of those that came or went. */
interface Since {
  before?: Taken;
  came?: string;
  signed?: string;
}

/** A table whose totals are taken: of all its rows, or of those that came or went, to be added to those before. */
type Read = DecimalColumns & Since;

/** What was taken of a table that is the same still, or but for rows that came or went; nothing where a column was left out then. */
function sinceTaken(
  { table, fingerprint, columns }: DecimalColumns,
  taken: ReadonlyMap<string, Taken>,
  changes: Changes,
): Since {
  const takenAt = (then: string) => {
    const found = taken.get(`${table} ${then}`);
    return found && columns.every(({ name }) => name in found.totals) ? found : undefined;
  };
  const same = takenAt(fingerprint);
  const change = changes.get(table);
  if (same || change?.to !== fingerprint) return { before: same };
  const { rows: came, signed, isGrowth } = change;
  if (came && !signed && !isGrowth) return {};
  return { before: takenAt(change.from), ...(signed ? { signed } : { came }) };
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
  return [...groupedBy(found, ({ name }) => String(name))].map(([table, columns]) => ({
    table,
    fingerprint: String(columns[0]?.fingerprint),
    columns: columns.map(({ part, type }) => ({
      name: String(part),
      scale: Number(/,(\d+)/.exec(String(type))?.[1]),
    })),
  }));
}

/** Sums beyond the 38 digits of the engine are taken apart; then a table that has grown is read whole. */
async function read(engine: Engine, tables: Read[]): Promise<[Read, Taken][]> {
  try {
    return await readTogether(engine, tables);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const whole = tables.filter(({ before }) => !before);
    return Promise.all(whole.map(async one => [one, await readApart(engine, one)] as [Read, Taken]));
  }
}

async function readTogether(engine: Engine, tables: Read[]): Promise<[Read, Taken][]> {
  if (tables.length === 0) return [];
  const selects = tables.map(({ table, columns, before, came, signed }, place) => {
    const sums = columns.map(({ name, scale }) => {
      const sum = `coalesce(sum(${identifier(name)}${signed ? ' * _came' : ''}), 0)`;
      const first = before ? `cast(${literal(before.totals[name] as string)} as decimal(38, ${scale})) + ` : '';
      return `cast(${first}${sum} as varchar)`;
    });
    const from = signed ?? came ?? identifier(...table.split('.'));
    const rows = signed ? 'coalesce(sum(_came), 0)' : 'count(*)';
    return `select ${place} as place, ${rows} as rows, ${sums.join(" || ' ' || ")} as totals from ${from}`;
  });
  const found = rowsOf(await engine.query(selects.join('\nunion all\n')));
  return found.map(({ place, rows, totals }) => {
    const one = tables[Number(place)] as Read;
    const each = String(totals).split(' ');
    const byColumn = Object.fromEntries(one.columns.map(({ name }, at) => [name, each[at] as string]));
    return [one, { rows: Number(rows), totals: byColumn }];
  });
}

/** The digits of a value without its point are a whole number; its upper and lower half are summed each for itself. */
async function readApart(engine: Engine, { table, columns }: DecimalColumns): Promise<Taken> {
  const halves = columns.map(({ name }) => {
    const digits = `cast(replace(cast(${identifier(name)} as varchar), '.', '') as hugeint)`;
    const half = (sign: string) => `coalesce(sum(${digits} ${sign} ${lowerHalf}), 0)`;
    return `concat_ws(' ', ${half('//')}, ${half('%')})`;
  });
  const sql = `select count(*) as rows, concat_ws(' ', ${halves.join(', ')}) as halves from ${identifier(...table.split('.'))}`;
  const [found] = rowsOf(await engine.query(sql));
  const each = String(found?.halves).split(' ').map(BigInt);
  const total = (at: number) => (each[2 * at] as bigint) * lowerHalf + (each[2 * at + 1] as bigint);
  const totals = columns.map(({ name, scale }, at) => [name, decimalText(total(at), scale)]);
  return { rows: Number(found?.rows), totals: Object.fromEntries(totals) };
}

const lowerHalf = 10n ** 19n;

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
