/** The path under which mended records of a landed file are landed: it says which version of which file they are records of. */
export function retriedPath(file: string, batch: string, digest: string): string {
  return `retry/${file}#${batch}-${digest}`;
}

/** Of which file (group 1) and batch (2) a landed path holds mended records, as engines and we read it. */
export const retriedPattern = '^retry/([\\s\\S]+)#([0-9]{6,})-[0-9a-f]+$';

/** Of which version of which file a landed path holds mended records; undefined where it is a file of the source itself. */
export function retriedFrom(path: string): { file: string; batch: string } | undefined {
  const [, file, batch] = new RegExp(retriedPattern).exec(path) ?? [];
  return file !== undefined && batch !== undefined ? { file, batch } : undefined;
}
