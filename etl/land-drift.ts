import { count } from '../src/count.js';
import type { Format } from './extract/source-format.js';
import type { Drift, Manifest } from './manifest.js';
import { retriedFrom } from './retried.js';

/** What the columns of a file are called, and their types where it says them. */
export interface Header {
  path: string;
  header: string[];
  types?: string[];
}

/**
 * How each of these files, in order, differs from the one before it, the first from what was landed last. A file without a
 * header says nothing. In ndjson the order of keys means nothing.
 */
export function driftsOf(landed: Pick<Manifest, 'files'>[], files: Header[], format: Format): Drift[] {
  const withHeader = (one: Header) => one.header.length > 0;
  const delivered = landed.flatMap(manifest => manifest.files).filter(file => !retriedFrom(file.path));
  let last: Header | undefined = delivered.findLast(withHeader);
  return files.filter(withHeader).flatMap(file => {
    const drift = last && driftBetween(last, file, format);
    last = file;
    return drift ? [drift] : [];
  });
}

/** A drift in words. */
export function driftText({ file, added, removed, retyped, isReordered }: Drift): string {
  const list = (what: string, names: string[]) => (names.length > 0 ? [`${what} ${listed(names)}`] : []);
  const parts = [...list('added', added), ...list('removed', removed), ...list('other types in', retyped)];
  return `${file} has another header than the file before it: ${[...parts, ...(isReordered ? ['another order'] : [])].join('; ')}`;
}

/** Files of thousands of columns are told by the first of them. */
function listed(names: string[]): string {
  const more = names.length - 20;
  return more > 1 ? `${names.slice(0, 20).join(', ')} and ${count(more, 'more column')}` : names.join(', ');
}

function driftBetween(before: Header, after: Header, format: Format): Drift | undefined {
  const added = after.header.filter(name => !before.header.includes(name));
  const removed = before.header.filter(name => !after.header.includes(name));
  const retyped = after.header.filter(
    name => before.header.includes(name) && typeOf(before, name) !== typeOf(after, name),
  );
  const isSame = added.length + removed.length === 0;
  const isReordered =
    isSame && format !== 'ndjson' && before.header.some((name, index) => name !== after.header[index]);
  return isSame && retyped.length === 0 && !isReordered
    ? undefined
    : { file: after.path, added, removed, retyped, isReordered };
}

function typeOf({ header, types }: Header, name: string): string | undefined {
  return types?.[header.indexOf(name)];
}
