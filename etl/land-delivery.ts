import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { count } from '../src/count.js';
import type { Engine } from '../src/engine/engine.js';
import { CliError, exitCode } from '../src/errors.js';
import type { Source } from '../src/project/schema.js';
import { presentNames } from './extract/column-names.js';
import type { SourceFile } from './extract/files.js';
import { formatOf } from './extract/source-format.js';
import { KnownHashes } from './known-hashes.js';
import { finishBatch } from './land-batch.js';
import { type Earlier, landDifferences } from './land-differences.js';
import { deliveriesOf } from './land-discover.js';
import { driftText } from './land-drift.js';
import { type FileTask, type PreparedFile, prepareFile } from './land-file.js';
import { type Found, find } from './land-found.js';
import { inOrder } from './land-in-order.js';
import { heldAgainst } from './land-limits.js';
import type { BatchTask } from './land-part.js';
import { type Parts, partsWriter } from './land-parts.js';
import { type Twin, twinsOf } from './land-twins.js';
import { latestFiles, type Manifest, type ManifestFile, nextBatch } from './manifest.js';
import { rawView } from './raw-view.js';
import { retriedFrom } from './retried.js';

/** A batch that stands ready in a folder of its own. */
export interface ReadyBatch {
  manifest: Manifest;
  folder: string;
}

/** What one source has to deliver in this run. */
export interface Delivery {
  /** The batches that stand ready to take their places: none where nothing is new; of a complete source one per file. */
  ready: ReadyBatch[];
  unchanged: number;
  twins: Twin[];
  warnings: string[];
}

/** What all deliveries of a run have in common. */
export interface DeliveryTask {
  engine: Engine;
  projectDir: string;
  /** The folder that holds one folder of batches per source. */
  landing: string;
  /** Only dates the manifests. */
  now: () => Date;
  signal?: AbortSignal;
  /** What the sources were found to have a moment ago; others are looked at anew. */
  found?: ReadonlyMap<string, Found>;
  /** One more file of a source was looked at. */
  progress?: (event: { source: string; file: string; done: number; of: number }) => void;
  onIdle?: BatchTask['onIdle'];
}

/** Where the next batch of a source is made; a name that no batch can have. */
export function workshop(landing: string, source: string): string {
  return join(landing, source, '.incoming');
}

/** Makes the batches of what is new in a source, but does not put them in their places. Throws CliError (source, project). */
export async function deliver(task: DeliveryTask, name: string, source: Source): Promise<Delivery> {
  const { landed, files, notes } = task.found?.get(name) ?? find(name, source, task);
  const folder = emptyFolder(workshop(task.landing, name));
  const delivery: Delivery = { ready: [], unchanged: 0, twins: [], warnings: notes };
  const hashes = new KnownHashes(task.landing, name);
  for (const [index, together] of deliveriesOf(source, files).entries()) {
    const work = emptyFolder(join(folder, String(index)));
    await deliverFiles({ ...task, name, source, landed, work, delivery, hashes }, together);
  }
  hashes.write();
  return delivery;
}

interface OneDelivery extends DeliveryTask {
  name: string;
  source: Source;
  landed: Manifest[];
  work: string;
  delivery: Delivery;
  hashes: KnownHashes;
}

async function deliverFiles(task: OneDelivery, files: SourceFile[]): Promise<void> {
  const { engine, signal, name, source, work, delivery, hashes } = task;
  const format = formatOf(name, source);
  const before = [...task.landed, ...delivery.ready.map(({ manifest }) => manifest)];
  const latest = latestFiles(before);
  const fileTask: FileTask = { engine, signal, source, format, folder: work, last: path => latest.get(path), hashes };
  const folder = emptyFolder(join(work, 'batch'));
  const batch: BatchTask = { engine, signal, folder, batch: nextBatch(before), source: name, onIdle: task.onIdle };
  const parts = await readAll(task, fileTask, batch, files);
  const fresh = parts.files;
  delivery.unchanged += files.length - fresh.length;
  if (fresh.length === 0) return;
  if (batch.batch.length > 6) throw tooMany(name);
  const drift = heldAgainst(name, source, fresh, before);
  const differences =
    source.complete && (await landDifferences(batch, parts, earlierOf(task, before), source.complete.key));
  const manifest = await finishBatch(batch, parts, { drift, differences }, task.now().toISOString());
  const found = [...saidOf(fresh, source), ...drift.map(driftText)];
  delivery.warnings.push(...found.map(text => `source ${name}: ${text}`));
  const entries = fresh.map(({ entry }) => entry);
  if (!source.complete) delivery.twins.push(...twinsOf(before, entries));
  delivery.ready.push({ manifest, folder });
}

/** What is to be said of a file that did not bring what a file of its source does. */
function lacking({ complete, expect }: Source, { rows, refused }: ManifestFile): string[] {
  if (complete) return refused > 0 ? [`${count(refused, 'record')} could not be read, so none is taken for gone`] : [];
  return expect.min_rows > 0 && rows + refused === 0 ? ['no records in it'] : [];
}

/** What is to be said of several files alike is said once, however many they are. */
function saidOf(files: PreparedFile[], source: Source): string[] {
  const alike = new Map<string, { first: string; more: number }>();
  for (const { entry, warnings } of files) {
    for (const text of [...warnings, ...lacking(source, entry)]) {
      const told = alike.get(text);
      alike.set(text, told ? { ...told, more: told.more + 1 } : { first: entry.path, more: 0 });
    }
  }
  return [...alike].map(([text, { first, more }]) =>
    more > 0 ? `${first} and ${count(more, 'more file')}: ${text}` : `${first}: ${text}`,
  );
}

/** The view over what this source delivered before, this run's deliveries included. */
function earlierOf({ landing, landed, delivery }: OneDelivery, before: Manifest[]): Earlier {
  const standing = rawView(landing, landed);
  const ready = delivery.ready.flatMap(({ manifest, folder }) => manifest.data.map(file => join(folder, file)));
  const extract = before.flatMap(({ files }) => files).findLast(({ path }) => !retriedFrom(path));
  const columns = extract ? presentNames(extract) : [];
  return { view: { ...standing, files: [...standing.files, ...ready] }, columns };
}

function emptyFolder(path: string): string {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  return path;
}

async function readAll(task: DeliveryTask, fileTask: FileTask, batch: BatchTask, files: SourceFile[]): Promise<Parts> {
  const parts = partsWriter(batch, fileTask);
  let done = 0;
  const work = async (file: SourceFile, index: number) => {
    task.signal?.throwIfAborted();
    const prepared = await prepareFile(fileTask, file, String(index));
    task.progress?.({ source: batch.source, file: file.name, done: ++done, of: files.length });
    return prepared;
  };
  try {
    for await (const prepared of inOrder(files, work)) if (prepared) parts.add(prepared);
  } catch (error) {
    await parts.finish().catch(() => undefined);
    throw error;
  }
  return parts.finish();
}

/** Tables order batches by their names, which have six digits. */
function tooMany(source: string): CliError {
  const what = `source ${source} has 999,999 batches, and no more can be told apart`;
  return new CliError(what, exitCode.source, 'give what comes from now on to a source of another name');
}
