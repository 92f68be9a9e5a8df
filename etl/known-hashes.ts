import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './extract/files.js';
import { fileSha256 } from './land-known.js';

/** A file system may tell no shorter time apart: who writes twice within it may leave a file that looks as before. */
const apart_ms = 2000;

/**
 * The sha256 of the files of one source that stand as they did when they were last read, so that a night reads no more than it brought. A file
 * stands as it did where its size, its inode and the times of its last write and change are the same; the last of these nobody can set. What is
 * remembered may be lost: then all are read again.
 */
export class KnownHashes {
  readonly #path: string;
  readonly #known: ReadonlyMap<string, Known>;
  readonly #asked = new Map<string, Known>();

  /** Those that are remembered below the landing folder. */
  constructor(landing: string, source: string) {
    this.#path = join(landing, source, 'known-hashes.json');
    this.#known = remembered(this.#path);
  }

  /** That of a file as it lies on the disk. Throws CliError (source) where it cannot be read. */
  async of(file: SourceFile, signal?: AbortSignal): Promise<string> {
    const known = this.#known.get(file.name);
    const sha256 = known?.stands === file.stands ? known.sha256 : await fileSha256(file, signal);
    this.add(file, sha256);
    return sha256;
  }

  /** That of a file which was read all through. */
  add(file: SourceFile, sha256: string): void {
    if (file.stoodMs >= apart_ms) this.#asked.set(file.name, { stands: file.stands, sha256 });
  }

  /** Remembers those that were asked for or added, and no others; the source has a folder. */
  write(): void {
    writeFileSync(this.#path, `${JSON.stringify(Object.fromEntries(this.#asked), null, 1)}\n`, { mode: 0o600 });
  }
}

interface Known {
  stands: string;
  sha256: string;
}

function remembered(path: string): Map<string, Known> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, Known>));
  } catch {
    return new Map();
  }
}
