import { literal } from '../../src/engine/engine.js';

/** Of which file (group 1) and batch (2) a landed path holds mended records, as engines and we read it. */
export const retriedPattern = '^retry/([\\s\\S]+)#([0-9]{6})-[0-9a-f]+$';

/** What told a record first, as columns: where it is mended, the file that it was refused from, and that file's batch. */
export const toldColumns = [told('_file', 1), told('_batch', 2)];

function told(column: string, group: number): string {
  const read = `nullif(regexp_extract(_file, ${literal(retriedPattern)}, ${group}), '')`;
  return `case when _file like 'retry/%' then coalesce(${read}, ${column}) else ${column} end as _told${column}`;
}
