import { isNumeric } from '../../../etl/stage/value.js';
import { identifier } from '../../engine/engine.js';
import { rowsOf } from '../../table.js';
import type { Beneath } from './beneath.js';
import type { Ground } from './ground.js';
import { oneRow } from './one-row.js';
import type { Place } from './place.js';
import { pairsOf } from './place.js';

/** How rows beneath make what is above them: found by doing it again, not by trust. */
export type Agreement =
  | 'same'
  | 'sum'
  | 'negated sum'
  | 'part'
  | 'count'
  | 'largest'
  | 'smallest'
  | 'none'
  | 'computed';

/** What is followed at a place, taken together: the sum of numbers, the number of rows where they are counted, one value; else null. */
export async function totalOf({ engine }: Ground, { rows, columns }: Place): Promise<string | null> {
  if (columns.length === 0) return text((await oneRow(engine, `select count(*) as total from ${rows}`)).total);
  const [column] = columns.length === 1 ? columns : [];
  if (column === undefined) return null;
  const isNumber = await hasNumbers(engine, rows, column);
  const value = isNumber ? `sum(${identifier(column)})` : `any_value(${identifier(column)})`;
  const { n, total } = await oneRow(engine, `select count(*) as n, cast(${value} as varchar) as total from ${rows}`);
  return isNumber || Number(n) === 1 ? text(total) : null;
}

/** Holds what the rows beneath add against what is above. */
export async function agreementOf(ground: Ground, above: Place, below: Beneath): Promise<Agreement> {
  const said = await saidAbove(ground, above);
  const { rows } = await oneRow(ground.engine, `select count(*) as rows from ${below.rows}`);
  if (Number(rows) === 0) return 'none';
  const isCounted = below.columns.length === 0 && above.columns.length > 0;
  const whole = said && below.isWhole ? await ofWhole(ground, above, below, said) : undefined;
  if (whole) return whole;
  return isCounted && said?.isNumber && Number(said.value) === Number(rows) ? 'count' : 'computed';
}

interface Said {
  value: string | null;
  isNumber: boolean;
  /** It is one cell, not a number of rows. */
  isOneRow: boolean;
}

async function saidAbove({ engine }: Ground, { rows, columns }: Place): Promise<Said | undefined> {
  if (columns.length > 1) return undefined;
  const [column] = columns;
  const isNumber = column === undefined || (await hasNumbers(engine, rows, column));
  const said = column === undefined ? 'count(*)' : `${isNumber ? 'sum' : 'any_value'}(${identifier(column)})`;
  const { n, value } = await oneRow(
    engine,
    `select count(*) as n, ${comparable(said, isNumber)} as value from ${rows}`,
  );
  return { value: text(value), isNumber, isOneRow: column !== undefined && Number(n) === 1 };
}

async function ofWhole({ engine }: Ground, above: Place, below: Place, said: Said): Promise<Agreement | undefined> {
  const added = said.isNumber ? comparable('sum(_c)', true) : 'null';
  const negated = said.isNumber ? comparable('-sum(_c)', true) : 'null';
  const [most, least] = ['max(_c)', 'min(_c)'].map(one => comparable(one, said.isNumber));
  const found = await oneRow(
    engine,
    `select ${added} as added, ${negated} as negated, ${most} as most, ${least} as least from ${pairsOf(above)}`,
  );
  const is = (name: string) => said.value !== null && said.value === text(found[name]);
  if (said.isOneRow && is('most') && is('least')) return (await allHave(engine, below, said)) ? 'same' : undefined;
  if (is('added')) return 'sum';
  if (is('negated')) return 'negated sum';
  if (said.isOneRow && is('most')) return 'largest';
  return said.isOneRow && is('least') ? 'smallest' : undefined;
}

/** What a row adds may be made of several of its columns: the same is only what one column has in every row, or rows that are counted. */
async function allHave(
  engine: Ground['engine'],
  { rows, columns }: Place,
  { value, isNumber }: Said,
): Promise<boolean> {
  const [column] = columns;
  if (column === undefined) return true;
  if (columns.length > 1) return false;
  const has = `${comparable(identifier(column), isNumber)} is not distinct from ?`;
  const [found] = rowsOf(await engine.query(`select bool_and(${has}) as all_have from ${rows}`, [value]));
  return found?.all_have === true;
}

/** Numbers of every type at one scale, so that they can be compared; binary fractions are rounded. */
function comparable(sql: string, isNumber: boolean): string {
  return isNumber ? `cast(try_cast(${sql} as decimal(38, 6)) as varchar)` : `cast(${sql} as varchar)`;
}

async function hasNumbers(engine: Ground['engine'], rows: string, column: string): Promise<boolean> {
  const { kind } = await oneRow(engine, `select typeof(${identifier(column)}) as kind from ${rows} limit 1`);
  return isNumeric(String(kind));
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
