import { latestFiles, type Manifest, type ManifestFile } from './manifest.js';

/** A file that holds, unpacked, the same bytes as another one of its source; both count. */
export interface Twin {
  file: string;
  other: string;
}

/** Which of the files that are new are twins, of one another or of a version that stood before and still does. */
export function twinsOf(before: Manifest[], fresh: ManifestFile[]): Twin[] {
  const isFresh = new Set(fresh.map(({ path }) => path));
  const standing = [...latestFiles(before).values()].filter(({ file }) => !isFresh.has(file.path));
  const byContent = new Map(standing.map(({ file }) => [file.sha256, file.path]));
  return fresh.flatMap(({ path, sha256, rows }) => {
    const other = byContent.get(sha256);
    if (other === undefined) byContent.set(sha256, path);
    return other === undefined || rows === 0 ? [] : [{ file: path, other }];
  });
}
