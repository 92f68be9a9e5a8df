import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../src/engine/engine.js';
import { CliError, exitCode } from '../src/errors.js';
import type { Source } from '../src/project/schema.js';
import type { SourceFile } from './extract/files.js';
import { formatOf } from './extract/source-format.js';
import { finishBatch } from './land-batch.js';
import { discover } from './land-discover.js';
import { driftsOf, driftText } from './land-drift.js';
import { type FileTask, prepareFile } from './land-file.js';
import { inOrder } from './land-in-order.js';
import { checkLimits } from './land-limits.js';
import type { BatchTask } from './land-part.js';
import { type Parts, partsWriter } from './land-parts.js';
import { latestFiles, type Manifest, readManifests } from './manifest.js';

/** What one source has to deliver in this run. */
export interface Delivery {
  /** Absent where nothing is new; else the batch stands in `folder`, ready to take its place. */
  ready?: { manifest: Manifest; folder: string };
  unchanged: number;
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
  /** One more file of a source was looked at. */
  progress?: (event: { source: string; file: string; done: number; of: number }) => void;
}

/** Where the next batch of a source is made; a name that no batch can have. */
export function workshop(landing: string, source: string): string {
  return join(landing, source, '.incoming');
}

/** Makes the batch of what is new in a source, but does not put it in its place. Throws CliError (source, project). */
export async function deliver(task: DeliveryTask, name: string, source: Source): Promise<Delivery> {
  const { engine, signal } = task;
  const format = formatOf(name, source);
  const landed = readManifests(task.landing, name);
  const { files, notes } = discover(name, source, task.projectDir, landed);
  if (files.length === 0) return { unchanged: 0, warnings: notes };
  const folder = emptyFolder(workshop(task.landing, name));
  const latest = latestFiles(landed);
  const fileTask: FileTask = { engine, signal, source, format, folder, last: path => latest.get(path) };
  const batch: BatchTask = {
    engine,
    signal,
    folder: emptyFolder(join(folder, 'batch')),
    batch: nextBatch(landed),
    source: name,
  };
  const parts = await readAll(task, fileTask, batch, files);
  const fresh = parts.files;
  const unchanged = files.length - fresh.length;
  if (fresh.length === 0) return { unchanged, warnings: notes };
  const entries = fresh.map(file => file.entry);
  const drift = driftsOf(landed, entries, format);
  if (source.drift === 'freeze' && drift[0]) throw frozen(name, driftText(drift[0]));
  checkLimits(name, source, fresh, path => latest.get(path)?.file);
  const manifest = await finishBatch(batch, parts, drift, task.now().toISOString());
  const found = [...fresh.flatMap(file => file.warnings), ...drift.map(driftText)];
  const warnings = [...notes, ...found.map(text => `source ${name}: ${text}`)];
  return { ready: { manifest, folder: batch.folder }, unchanged, warnings };
}

function nextBatch(landed: Manifest[]): string {
  return String(Number(landed.at(-1)?.batch ?? 0) + 1).padStart(6, '0');
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

function frozen(name: string, drift: string): CliError {
  return new CliError(
    `source ${name}: ${drift}`,
    exitCode.source,
    'mend the extract, or say drift: evolve for the source',
  );
}
