import { join } from 'node:path';
import { identifier, literal } from '../src/engine/engine.js';
import { countedFiles, type Manifest } from './manifest.js';

/** What the view `raw.<source>` reads: Parquet files, and the condition that leaves superseded versions of a file out. */
export interface RawView {
  files: string[];
  condition?: string;
}

/**
 * The raw view of one source over these of its batches, in order: all of them, or those known at some moment. Of each path only
 * the latest version among them is seen. Of a batch that came `later` no record is, but those with further columns give
 * theirs: null in all records. Portable SQL. No batch, no files.
 */
export function rawView(landing: string, manifests: Manifest[], later: Manifest[] = []): RawView {
  const isCounted = counter(manifests);
  const isSuperseded = (batch: string, path: string) => !isCounted(batch, path);
  const seen = manifests.filter(({ batch, files }) => files.some(file => !isSuperseded(batch, file.path)));
  const conditions = seen.flatMap(({ batch, files }) => {
    const old = files.filter(file => isSuperseded(batch, file.path)).map(file => literal(file.path));
    if (old.length === 0) return [];
    return [`not (${identifier('_batch')} = ${literal(batch)} and ${identifier('_file')} in (${old.join(', ')}))`];
  });
  const paths = ({ source, batch, data }: Manifest) => data.map(name => join(landing, source, batch, name));
  const wider = seen.length > 0 ? widening(manifests, later) : [];
  conditions.push(...wider.map(({ batch }) => `${identifier('_batch')} <> ${literal(batch)}`));
  const files = [...seen, ...wider].flatMap(paths);
  return conditions.length > 0 ? { files, condition: conditions.join(' and ') } : { files };
}

/** The first batches of each column that none before them has. */
function widening(manifests: Manifest[], later: Manifest[]): Manifest[] {
  const has = new Set(manifests.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return later.filter(({ data, columns }) => {
    const come = columns.filter(({ name }) => !has.has(name));
    if (data.length > 0) for (const { name } of come) has.add(name);
    return data.length > 0 && come.length > 0;
  });
}

/**
 * The files beside the data of these batches. `refused`: one row per record that could not be read (`_batch, _source, _file, _row`
 * (null), `record_number, byte_offset, byte_length, fault, message, raw, raw_truncated`). `repeats`: one row per exact copy of an
 * earlier record of the same file (`_batch, _source, _file, _row`).
 */
export function besideData(landing: string, manifests: Manifest[]): { refused: string[]; repeats: string[] } {
  const isCounted = counter(manifests);
  const seen = manifests.filter(({ batch, files }) => files.some(file => isCounted(batch, file.path)));
  const paths = (name: 'refused' | 'repeats') =>
    seen.filter(one => one[name] > 0).map(one => join(landing, one.source, one.batch, `${name}.parquet`));
  return { refused: paths('refused'), repeats: paths('repeats') };
}

function counter(manifests: Manifest[]): (batch: string, path: string) => boolean {
  const counted = new Set(countedFiles(manifests).map(({ batch, file }) => `${batch} ${file.path}`));
  return (batch, path) => counted.has(`${batch} ${path}`);
}
