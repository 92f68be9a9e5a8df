import type { Source } from '../src/project/schema.js';
import type { SourceFile } from './extract/files.js';
import { formatOf } from './extract/source-format.js';
import { KnownHashes } from './known-hashes.js';
import { discover } from './land-discover.js';
import { inOrder } from './land-in-order.js';
import { isSameContent, isSameFile } from './land-known.js';
import { isReadAlike } from './land-reading.js';
import { latestFiles, readManifests } from './manifest.js';

/** What landing a source would do. */
export interface SourcePlan {
  source: string;
  /** Files that would be landed: under a new path, with new content under a known one, or because their source is read otherwise now. */
  files: (SourceFile & { why: 'new' | 'changed' | 'reading' })[];
  unchanged: number;
  notes: string[];
}

/** What `land` would land from these sources, found without writing anything. Throws CliError like `land`, as far as a look can tell. */
export async function planLanding(request: {
  sources: Record<string, Source>;
  projectDir: string;
  landing: string;
}): Promise<SourcePlan[]> {
  const { sources, projectDir, landing } = request;
  const plans: SourcePlan[] = [];
  const plan = ([name, source]: [string, Source]) => planSource(name, source, projectDir, landing);
  for await (const one of inOrder(Object.entries(sources), plan)) plans.push(one);
  return plans;
}

async function planSource(name: string, source: Source, projectDir: string, landing: string): Promise<SourcePlan> {
  const format = formatOf(name, source);
  const landed = readManifests(landing, name);
  const latest = latestFiles(landed);
  const { files, notes } = discover(name, source, projectDir, landed);
  const hashes = new KnownHashes(landing, name);
  const fresh: SourcePlan['files'] = [];
  for (const file of files) {
    const last = latest.get(file.name)?.file;
    const isAlike = isReadAlike(last, format, source);
    const isKnown = isAlike && ((await isSameFile(file, last, hashes)) || (await isSameContent(file, last)));
    const why = last && !isAlike ? 'reading' : last ? 'changed' : 'new';
    if (!isKnown) fresh.push({ ...file, why });
  }
  return { source: name, files: fresh, unchanged: files.length - fresh.length, notes };
}
