import { join } from 'node:path';
import { type Engine, literal } from '../src/engine/engine.js';
import type { Source } from '../src/project/schema.js';
import type { SourceFile } from './extract/files.js';
import { formatOf } from './extract/source-format.js';
import { KnownHashes } from './known-hashes.js';
import { aside } from './land-aside.js';
import { deliveriesOf } from './land-discover.js';
import { driftText } from './land-drift.js';
import { type FileTask, type PreparedFile, prepareFile } from './land-file.js';
import { inOrder } from './land-in-order.js';
import { heldAgainst } from './land-limits.js';
import type { SourcePlan } from './land-plan.js';
import { deliverySelect } from './land-scan.js';
import { latestFiles, type Manifest, nextBatch, readManifests, totalsOf } from './manifest.js';

/** Where it is looked, and a folder for working files. */
interface ForeseeTask {
  engine: Engine;
  sources: Record<string, Source>;
  landing: string;
  folder: string;
  /** Only dates the manifests. */
  now: () => Date;
  signal?: AbortSignal;
}

/** A batch as it would be landed, and a Parquet file that has its columns and no record. */
export interface ForeseenBatch {
  manifest: Manifest;
  columns: string;
}

/** What landing would warn of, and what it would land. */
interface Foreseen {
  warnings: string[];
  batches: ForeseenBatch[];
}

/**
 * Reads the files that would be landed as landing does and holds them against what their sources say of them, but lands nothing.
 * Throws CliError (source) like `land`: what cannot be read, what `freeze` and the limits stop.
 */
export async function foreseeLanding(task: ForeseeTask, plans: SourcePlan[]): Promise<Foreseen> {
  const all: Foreseen[] = [];
  const work = ({ source, files }: SourcePlan) => foreseeSource(task, source, files);
  for await (const one of inOrder(plans, work, 0)) all.push(one);
  return { warnings: all.flatMap(one => one.warnings), batches: all.flatMap(one => one.batches) };
}

async function foreseeSource(task: ForeseeTask, name: string, files: SourceFile[]): Promise<Foreseen> {
  const source = task.sources[name] as Source;
  const landed = readManifests(task.landing, name);
  const hashes = new KnownHashes(task.landing, name);
  const foreseen: Foreseen = { warnings: [], batches: [] };
  for (const [index, together] of deliveriesOf(source, files).entries()) {
    const before = [...landed, ...foreseen.batches.map(({ manifest }) => manifest)];
    const latest = latestFiles(before);
    const format = formatOf(name, source);
    const prepared = await prepareAll(
      { ...task, source, format, last: path => latest.get(path), hashes },
      together,
      index,
    );
    if (prepared.length === 0) continue;
    const drift = heldAgainst(name, source, prepared, before);
    foreseen.warnings.push(...drift.map(one => `source ${name}: ${driftText(one)}`));
    const of = { batch: nextBatch(before), source: name, landed_at: task.now().toISOString(), drift };
    const manifest = { ...of, ...broughtBy(source, prepared) };
    const columns = join(task.folder, `${name}-${index}.parquet`);
    const none = `select * from (${deliverySelect(manifest.batch, name, prepared)}) limit 0`;
    await aside(task.engine, `copy (${none}) to ${literal(columns)} (format parquet)`, task.signal);
    foreseen.batches.push({ manifest, columns });
  }
  return foreseen;
}

/** How a complete extract would differ from the one before it is not looked for. */
function broughtBy({ complete }: Source, prepared: PreparedFile[]) {
  const files = prepared.map(({ entry }) => entry);
  const counts = totalsOf(files);
  const unknown = complete && { key: complete.key, records: counts.rows, new: 0, changed: 0, gone: 0 };
  return { columns: [], data: [], files, ...counts, ...(unknown && { complete: unknown }) };
}

async function prepareAll(task: FileTask, files: SourceFile[], delivery: number): Promise<PreparedFile[]> {
  const prepared: PreparedFile[] = [];
  const work = (file: SourceFile, index: number) => prepareFile(task, file, `${delivery}-${index}`);
  for await (const one of inOrder(files, work)) if (one) prepared.push(one);
  return prepared;
}
