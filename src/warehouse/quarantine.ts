import type { Writable } from 'node:stream';
import type { Value } from '../engine/engine.js';
import { type Cell, rowsOf } from '../table.js';
import { type Exported, type ExportFormat, exportTable } from './export.js';
import { reading } from './reading.js';
import type { Session } from './session.js';

/** The refused records: how many, by rule, and some of them. */
export interface Refusals {
  total: number;
  byRule: Record<string, Cell>[];
  records: Record<string, Cell>[];
}

/** Counts what was refused, of one rule or source where named, and shows the first `limit` of it. */
export function refusals(
  session: Session,
  { rule, source, limit = 20 }: { rule?: string; source?: string; limit?: number } = {},
): Promise<Refusals> {
  const named: [string, string][] = [];
  if (rule !== undefined) named.push(['rule', rule]);
  if (source !== undefined) named.push(['source', source]);
  const where = named.length > 0 ? `where ${named.map(([column]) => `${column} = ?`).join(' and ')}` : '';
  const values: Value[] = named.map(([, value]) => value);
  return reading(session, async engine => {
    const byRule = rowsOf(
      await engine.query(
        `select source, entity, rule, column_name, count(*) as records from stage.quarantine ${where} group by source, entity, rule, column_name order by records desc, source, entity, rule`,
        values,
      ),
    );
    const total = byRule.reduce((sum, one) => sum + Number(one.records), 0);
    const listed = `select * from stage.quarantine ${where} order by source, batch, file, "row", entity, rule limit ?`;
    return { total, byRule, records: rowsOf(await engine.query(listed, [...values, limit])) };
  });
}

/** Every refusal of one record, by file and row as the list names them. */
export function refusedRecord(session: Session, file: string, row: number): Promise<Record<string, Cell>[]> {
  const sql = 'select * from stage.quarantine where file = ? and "row" = ? order by batch, entity, rule';
  return reading(session, async engine => rowsOf(await engine.query(sql, [file, row])));
}

/** Writes all refused records to a file or a stream. */
export function exportRefusals(session: Session, to: string | Writable, format: ExportFormat): Promise<Exported> {
  return exportTable(session, 'stage.quarantine', format, to);
}
