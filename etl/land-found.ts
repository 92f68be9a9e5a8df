import type { Source } from '../src/project/schema.js';
import type { SourceFile } from './extract/files.js';
import { discover } from './land-discover.js';
import { latestFiles, type Manifest, readManifests } from './manifest.js';

/** What a source is found to have: its batches so far, its files, and what is to be said of these. */
export interface Found {
  landed: Manifest[];
  files: SourceFile[];
  notes: string[];
}

/** Where it is looked. */
interface Place {
  projectDir: string;
  landing: string;
}

/** What these sources are found to have, by name, before anything is opened. One that cannot be found is left out: landing it says why. */
export function findAll(sources: Record<string, Source>, place: Place): ReadonlyMap<string, Found> {
  return new Map(
    Object.entries(sources).flatMap(([name, source]) => {
      try {
        return [[name, find(name, source, place)]];
      } catch {
        return [];
      }
    }),
  );
}

/** What one source is found to have. Throws CliError (source) where a batch is damaged, and like `discover`. */
export function find(name: string, source: Source, { projectDir, landing }: Place): Found {
  const landed = readManifests(landing, name);
  return { landed, ...discover(name, source, projectDir, landed) };
}

/** About how many bytes of files landing would read that were not landed yet: those under a new path and those whose size is another. */
export function bytesToLand(found: ReadonlyMap<string, Found>): number {
  return [...found.values()].reduce((sum, { landed, files }) => {
    const latest = latestFiles(landed);
    const fresh = files.filter(file => latest.get(file.name)?.file.bytes !== file.bytes);
    return fresh.reduce((bytes, file) => bytes + file.bytes, sum);
  }, 0);
}
