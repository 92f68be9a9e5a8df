import type { Model, Reason, Row } from '../../../models/model.js';
import type { DuckDb } from '../../engine/duckdb.js';
import { CliError, exitCode } from '../../errors.js';
import { rowsOf } from '../../table.js';
import { type WhatIf, whatIf } from '../what-if.js';

/** One row of the file whose score is asked for, by its id, and other values that it might have: texts by column. */
export interface WantedRow {
  who: string;
  whatIf: Record<string, string>;
}

/** Its row of `score.<model>`, why it is so, and how it would be with other values. */
export interface AskedRow {
  who: string;
  score: Row;
  reasons: Reason[];
  what_if?: WhatIf;
}

/** Answers for the last row of that id. Throws CliError (usage) where there is none, and for a value that none can have. */
export async function askedRow(
  engine: DuckDb,
  { model, fitted, columns }: { model: Model; fitted: object; columns: string[] },
  { who, whatIf: values }: WantedRow,
): Promise<AskedRow> {
  const found = rowsOf(await engine.query(`select * from ${model.source} where customer_id = ? order by _row`, [who]));
  const row = found.at(-1);
  if (!row)
    throw new CliError(`no row is called ${who}`, exitCode.usage, 'rows are called by --id, or by their number');
  const asked = Object.keys(values).length > 0;
  return {
    who,
    score: model.scoreRow(fitted, row),
    reasons: model.explain(fitted, row),
    ...(asked && { what_if: await whatIf(engine, { model, fitted, columns }, row, values) }),
  };
}
