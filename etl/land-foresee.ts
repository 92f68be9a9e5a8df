import type { Engine } from '../src/engine/engine.js';
import type { Source } from '../src/project/schema.js';
import type { SourceFile } from './extract/files.js';
import { formatOf } from './extract/source-format.js';
import { deliveriesOf } from './land-discover.js';
import { driftText } from './land-drift.js';
import { type FileTask, type PreparedFile, prepareFile } from './land-file.js';
import { inOrder } from './land-in-order.js';
import { type Before, heldAgainst } from './land-limits.js';
import type { SourcePlan } from './land-plan.js';
import { latestFiles, readManifests } from './manifest.js';

/** Where it is looked, and a folder for working files. */
interface ForeseeTask {
  engine: Engine;
  sources: Record<string, Source>;
  landing: string;
  folder: string;
  signal?: AbortSignal;
}

/**
 * Reads the files that would be landed as landing does and holds them against what their sources say of them, but lands nothing;
 * answers how their headers differ. Throws CliError (source) like `land`: what cannot be read, what `freeze` and the limits stop.
 */
export async function foreseeLanding(task: ForeseeTask, plans: SourcePlan[]): Promise<string[]> {
  const warnings: string[] = [];
  const work = ({ source, files }: SourcePlan) => foreseeSource(task, source, files);
  for await (const some of inOrder(plans, work, 0)) warnings.push(...some);
  return warnings;
}

async function foreseeSource(task: ForeseeTask, name: string, files: SourceFile[]): Promise<string[]> {
  const source = task.sources[name] as Source;
  const before: Before[] = readManifests(task.landing, name);
  const warnings: string[] = [];
  for (const [index, together] of deliveriesOf(source, files).entries()) {
    const latest = latestFiles(before);
    const format = formatOf(name, source);
    const prepared = await prepareAll({ ...task, source, format, last: path => latest.get(path) }, together, index);
    if (prepared.length === 0) continue;
    const drift = heldAgainst(name, source, prepared, before);
    warnings.push(...drift.map(one => `source ${name}: ${driftText(one)}`));
    const entries = prepared.map(({ entry }) => entry);
    const [first] = entries;
    before.push({ batch: '', files: entries, ...(source.complete && { complete: { records: first?.rows ?? 0 } }) });
  }
  return warnings;
}

async function prepareAll(task: FileTask, files: SourceFile[], delivery: number): Promise<PreparedFile[]> {
  const prepared: PreparedFile[] = [];
  const work = (file: SourceFile, index: number) => prepareFile(task, file, `${delivery}-${index}`);
  for await (const one of inOrder(files, work)) if (one) prepared.push(one);
  return prepared;
}
