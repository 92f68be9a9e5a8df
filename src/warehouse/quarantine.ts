import type { Writable } from 'node:stream';
import { withSettled } from '../../etl/stage/settled.js';
import { waived } from '../../etl/stage/waived.js';
import { type Cell, rowsOf } from '../table.js';
import { acceptedMends } from './accepted-mends.js';
import { type Exported, type ExportFormat, exportSelect } from './export.js';
import { judging } from './judging.js';
import { refuseUnknown } from './refuse-unknown.js';
import { type Selection, selected } from './selection.js';
import type { Session } from './session.js';

/** The refused records: how many, by status and rule, and some of them. */
export interface Refusals {
  total: number;
  byRule: Record<string, Cell>[];
  records: Record<string, Cell>[];
  /** How many were decided since the generation was built: the next run takes them over. */
  pending: number;
}

/** Counts what was refused, of one rule or source where named, and shows the first `limit` of it. */
export function refusals(
  session: Session,
  { limit = 20, ...selection }: Selection & { limit?: number } = {},
): Promise<Refusals> {
  const { where, values } = selected(selection);
  return judging(session, async (engine, mappings) => {
    const all = `(${decided}) as refused where ${where}`;
    const byRule = rowsOf(
      await engine.query(
        `select status, source, entity, rule, column_name, count(*) as records from ${all}
        group by status, source, entity, rule, column_name order by status <> 'open', status, records desc, source, entity, rule, column_name`,
        values,
      ),
    );
    const [pending] = rowsOf(await engine.query(`select count(*) as n from ${all} and status <> status_built`, values));
    const total = byRule.reduce((sum, one) => sum + Number(one.records), 0);
    if (total === 0) refuseUnknown(session, mappings, selection);
    const listed = `select * exclude (status_built) from ${all} order by status <> 'open', ${inOrder} limit ?`;
    const records = rowsOf(await engine.query(listed, [...values, limit]));
    return { total, byRule, records, pending: Number(pending?.n) };
  });
}

/** Every refusal of one record, by file and row as the list names them. */
export function refusedRecord(session: Session, file: string, row: number): Promise<Record<string, Cell>[]> {
  const sql = `select * exclude (status_built) from (${decided}) as refused where file = ? and "row" = ? order by ${inOrder}`;
  return judging(session, async engine => rowsOf(await engine.query(sql, [file, row])));
}

/** Writes all refused records to a file or a stream, or those that were mended and accepted. */
export function exportRefusals(
  session: Session,
  to: string | Writable,
  format: ExportFormat,
  which: 'refused' | 'mended' = 'refused',
): Promise<Exported> {
  const refused = `select * exclude (status_built) from (${decided}) as refused order by ${inOrder}`;
  return judging(session, async (engine, mappings) => {
    const mended = `select source, batch, file, "row", rule, record from (${await acceptedMends(engine, session, mappings)}) order by all`;
    return exportSelect(session, engine, which === 'refused' ? refused : mended, format, to);
  });
}

/** No two refusals stand at one place: several mappings may refuse a record by a rule of one name. */
const inOrder = 'source, batch, file, "row", entity, rule, mapping';

/** The quarantine with the status that the next run will give it; `status_built` is the one that stands. */
const decided = `
  select
    refused.* replace (coalesce(settled.status, case when waived.rule is not null then 'waived' end, refused.status) as status),
    refused.status as status_built
  from stage.quarantine as refused
  ${withSettled}
  left join (${waived}) as waived
    on waived.source = refused.source and waived.rule = refused.rule
    and coalesce(waived.file, refused.file) = refused.file
    and coalesce(waived."row", refused."row") = refused."row" and coalesce(waived.batch, refused.batch) = refused.batch`;
