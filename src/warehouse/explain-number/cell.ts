import { count } from '../../count.js';
import { identifier, literal } from '../../engine/engine.js';
import { CliError, exitCode } from '../../errors.js';
import { rowsOf } from '../../table.js';
import { unknownColumn } from '../column-name.js';
import type { Ground } from './ground.js';
import { oneRow, quoted } from './one-row.js';

/** The row of a cell: its values as text, by column in lower case; null values are left out. */
export type Row = ReadonlyMap<string, string>;

/** Puts the one row that `where` picks into a temporary table. Throws CliError (usage) where it picks none or several. */
export async function takeRow(
  ground: Ground,
  table: string,
  where: Record<string, string>,
  into: string,
): Promise<Row> {
  const { engine } = ground;
  const types = await columnTypes(ground, table);
  const conditions = Object.entries(where).map(([column, value]) => {
    const picked = condition(types, column, value);
    if (picked === undefined) throw unknownColumn(ground.sources, table, column);
    return picked;
  });
  await engine.run(
    `create temp table ${into} as select * from ${quoted(table)} where ${conditions.join(' and ') || 'true'}`,
  );
  const { n } = await oneRow(engine, `select count(*) as n from ${into}`);
  if (Number(n) !== 1) throw notOne(ground, table, where, Number(n));
  const values = [...types.keys()].map(name => `cast(${identifier(name)} as varchar) as ${identifier(name)}`);
  const row = await oneRow(engine, `select ${values.join(', ')} from ${into}`);
  const given = Object.entries(row).filter(([, value]) => value !== null);
  return new Map(given.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** A table that knows a member by its durable key only is asked by the member's number, too. */
function condition(types: ReadonlyMap<string, string>, column: string, value: string): string | undefined {
  const type = types.get(column);
  if (type !== undefined) return `${identifier(column)} = try_cast(${literal(value)} as ${type})`;
  const [, dimension] = /^(customer|product)_id$/.exec(column) ?? [];
  if (dimension === undefined || !types.has(`${dimension}_durable_key`)) return undefined;
  const members = `select durable_key from ${quoted(`dw.dim_${dimension}`)} where ${identifier(column)} = ${literal(value)}`;
  return `${identifier(`${dimension}_durable_key`)} in (${members})`;
}

async function columnTypes({ engine }: Ground, table: string): Promise<Map<string, string>> {
  const rows = rowsOf(await engine.query(`describe select * from ${quoted(table)}`));
  return new Map(rows.map(row => [String(row.column_name), String(row.column_type)]));
}

function notOne({ tables }: Ground, table: string, where: Record<string, string>, rows: number): CliError {
  const asked = Object.entries(where)
    .map(([column, value]) => `${column}=${value}`)
    .join(' ');
  const which = asked ? ` with ${asked}` : '';
  const key = (tables.get(table)?.key ?? []).map(name => name.replace(/^(customer|product)_durable_key$/, '$1_id'));
  const hint =
    key.length > 0 ? `name one row: ${key.map(name => `${name}=…`).join(' ')}` : 'name one row: column=value …';
  return new CliError(`${table} has ${rows === 0 ? 'no row' : count(rows, 'row')}${which}`, exitCode.usage, hint);
}
