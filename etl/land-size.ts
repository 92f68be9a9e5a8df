import type { Source } from '../src/project/schema.js';
import { discover } from './land-discover.js';
import { latestFiles, readManifests } from './manifest.js';

/**
 * About how many bytes of files landing would read that were not landed yet: those under a new path and those whose size is another.
 * Nothing is opened. A source that cannot be found counts nothing: landing it says why.
 */
export function bytesToLand(request: { sources: Record<string, Source>; projectDir: string; landing: string }): number {
  const { sources, projectDir, landing } = request;
  return Object.entries(sources).reduce((sum, [name, source]) => sum + bytesOf(name, source, projectDir, landing), 0);
}

function bytesOf(name: string, source: Source, projectDir: string, landing: string): number {
  const landed = readManifests(landing, name);
  const latest = latestFiles(landed);
  try {
    const { files } = discover(name, source, projectDir, landed);
    const fresh = files.filter(file => latest.get(file.name)?.file.bytes !== file.bytes);
    return fresh.reduce((sum, file) => sum + file.bytes, 0);
  } catch {
    return 0;
  }
}
