import { literal } from '../src/engine/engine.js';

/**
 * The path under which mended records of a landed file are landed: it says which version of which file they are records of. What was
 * mended, refused and mended again is of the file that it was refused from first.
 */
export function retriedPath(file: string, batch: string, digest: string): string {
  const first = retriedFrom(file) ?? { file, batch };
  return `retry/${first.file}#${first.batch}-${digest}`;
}

/** Of which file (group 1) and batch (2) a landed path holds mended records, as engines and we read it. */
const retriedPattern = '^retry/([\\s\\S]+)#([0-9]{6})-[0-9a-f]+$';

/** What told a record first, as columns: where it is mended, the file that it was refused from, and that file's batch. */
export const toldColumns = [told('_file', 1), told('_batch', 2)];

function told(column: string, group: number): string {
  const read = `nullif(regexp_extract(_file, ${literal(retriedPattern)}, ${group}), '')`;
  return `case when _file like 'retry/%' then coalesce(${read}, ${column}) else ${column} end as _told${column}`;
}

/** Of which version of which file a landed path holds mended records; undefined where it is a file of the source itself. */
export function retriedFrom(path: string): { file: string; batch: string } | undefined {
  const [, file, batch] = new RegExp(retriedPattern).exec(path) ?? [];
  return file !== undefined && batch !== undefined ? { file, batch } : undefined;
}
