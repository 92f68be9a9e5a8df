import { retriedPattern } from './stage/first-told.js';

/**
 * The path under which mended records of a landed file are landed: it says which version of which file they are records of. What was
 * mended, refused and mended again is of the file that it was refused from first.
 */
export function retriedPath(file: string, batch: string, digest: string): string {
  const first = retriedFrom(file) ?? { file, batch };
  return `retry/${first.file}#${first.batch}-${digest}`;
}

/** Of which version of which file a landed path holds mended records; undefined where it is a file of the source itself. */
export function retriedFrom(path: string): { file: string; batch: string } | undefined {
  const [, file, batch] = new RegExp(retriedPattern).exec(path) ?? [];
  return file !== undefined && batch !== undefined ? { file, batch } : undefined;
}

/** Whether a batch is what a source delivered, and not of mended records. */
export function isDelivered({ files }: { files: { path: string }[] }): boolean {
  return files.some(({ path }) => !retriedFrom(path));
}
