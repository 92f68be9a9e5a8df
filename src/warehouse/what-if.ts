import type { Model, Reason, Row } from '../../models/model.js';
import type { DuckDb } from '../engine/duckdb.js';
import { identifier } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { notThere } from '../nearest.js';
import { type Cell, rowsOf } from '../table.js';

/** How one customer would be scored if some of their features were others; everything else is as it is. */
export interface WhatIf {
  changes: { column: string; from: Cell; to: Cell }[];
  /** Their row of `score.<model>`, as it is and as it would be. */
  before: Row;
  after: Row;
  /** Why it would be so. */
  reasons: Reason[];
}

/** Scores a row again with other values, which come as text; an empty one is no value. Throws CliError (usage) for a column that the model does not read, and for what is no value of it. */
export async function whatIf(
  engine: DuckDb,
  { model, fitted, columns }: { model: Model; fitted: object; columns: string[] },
  row: Row,
  values: Record<string, string>,
): Promise<WhatIf> {
  const changed: Row = { ...row };
  for (const [column, value] of Object.entries(values)) {
    if (!columns.includes(column)) throw notRead(model, column, columns);
    changed[column] = value === '' ? null : await read(engine, model, column, value);
  }
  return {
    changes: Object.keys(values).map(column => ({
      column,
      from: row[column] ?? null,
      to: changed[column] ?? null,
    })),
    before: model.scoreRow(fitted, row),
    after: model.scoreRow(fitted, changed),
    reasons: model.explain(fitted, changed),
  };
}

/** A text as the column's type has it. */
async function read(engine: DuckDb, { source }: Model, column: string, text: string): Promise<Cell> {
  const [schema, table] = source.split('.');
  const [typed] = rowsOf(
    await engine.query(
      'select data_type from information_schema.columns where table_schema = ? and table_name = ? and column_name = ?',
      [schema ?? '', table ?? '', column],
    ),
  );
  const type = String(typed?.data_type);
  const [row] = rowsOf(await engine.query(`select try_cast(? as ${type}) as ${identifier('value')}`, [text]));
  if (row?.value !== null && row?.value !== undefined) return row.value;
  throw new CliError(`${text} is no value of ${column}`, exitCode.usage, `it is ${type.toLowerCase()}`);
}

function notRead({ name }: Model, column: string, columns: string[]): CliError {
  return notThere(`${name} does not read ${column}`, column, columns, `it reads ${columns.join(', ')}`);
}
