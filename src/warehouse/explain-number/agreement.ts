import { identifier } from '../../engine/engine.js';
import { type Beneath, pairsOf } from './beneath.js';
import { type Ground, oneRow, type Place } from './trail.js';

/** How rows beneath a value make it: found by doing it again, not by trust. */
export type Agreement = 'same' | 'sum' | 'count' | 'largest' | 'smallest' | 'computed';

/** The total of what is followed at a place: its sum where it is a number, the number of rows where rows are counted. */
export async function totalOf({ engine }: Ground, { rows, columns }: Place): Promise<string | null> {
  if (columns.length === 0) return text((await oneRow(engine, `select count(*) as total from ${rows}`)).total);
  const [column] = columns.length === 1 ? columns : [];
  if (column === undefined) return null;
  const value = identifier(column);
  const isNumber = await hasNumbers(engine, rows, column);
  const { n, total } = await oneRow(
    engine,
    `select count(*) as n, cast(${isNumber ? `sum(${value})` : `any_value(${value})`} as varchar) as total from ${rows}`,
  );
  return isNumber || Number(n) === 1 ? text(total) : null;
}

/** Holds what the rows beneath add against the value above. */
export async function agreementOf(ground: Ground, place: Place, below: Beneath): Promise<Agreement> {
  if (!below.isWhole || place.columns.length > 1) return 'computed';
  const [column] = place.columns;
  const pairs = pairsOf(place);
  const isNumber = column === undefined || (await hasNumbers(ground.engine, place.rows, column));
  const { n, value } = await oneRow(
    ground.engine,
    `select count(*) as n, ${column === undefined ? number('count(*)') : aggregateOf(column, isNumber)} as value from ${place.rows}`,
  );
  const { added, adding, most, least } = await oneRow(
    ground.engine,
    `select ${isNumber ? number('sum(_c)') : 'null'} as added, count(_c) as adding, ${plain('max(_c)', isNumber)} as most, ${plain('min(_c)', isNumber)} as least from ${pairs}`,
  );
  const said = text(value);
  if (Number(adding) === 1 && Number(n) === 1 && said === text(most)) return 'same';
  if (isNumber && said === text(added)) return 'sum';
  if (Number(n) === 1 && said !== null && said === text(most)) return 'largest';
  if (Number(n) === 1 && said !== null && said === text(least)) return 'smallest';
  return 'computed';
}

function aggregateOf(column: string, isNumber: boolean): string {
  return isNumber ? number(`sum(${identifier(column)})`) : `cast(any_value(${identifier(column)}) as varchar)`;
}

function plain(sql: string, isNumber: boolean): string {
  return isNumber ? number(sql) : `cast(${sql} as varchar)`;
}

/** Numbers of every type to one scale, so that they can be compared; binary fractions are rounded. */
function number(sql: string): string {
  return `cast(cast(${sql} as decimal(38, 6)) as varchar)`;
}

async function hasNumbers(engine: Ground['engine'], rows: string, column: string): Promise<boolean> {
  const { kind } = await oneRow(engine, `select typeof(${identifier(column)}) as kind from ${rows} limit 1`);
  return /INT|DECIMAL|DOUBLE|FLOAT/.test(String(kind));
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
