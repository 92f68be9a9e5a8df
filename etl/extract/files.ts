import { type BigIntStats, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { CliError, exitCode, messageOf } from '../../src/errors.js';
import { fixedBase, glob, inCommon } from './glob.js';

/** A file that a source's patterns stand for. `name` is its path below the fixed part of the patterns, with forward slashes. */
export interface SourceFile extends Standing {
  path: string;
  name: string;
}

/** How a file stands on its disk. */
interface Standing {
  bytes: number;
  /** When it was last written, in nanoseconds: only to notice a file that changes while it is read. */
  modified: string;
  /** All that is another once somebody has written to it, whatever time of writing they gave it. */
  stands: string;
  /** For how many milliseconds it has stood so. */
  stoodMs: number;
}

/**
 * The files of a source in the byte order of their names, each once. Throws CliError (source) where a written-out path is a
 * folder or something else that is not a file, or cannot be looked at.
 */
export function findFiles(patterns: string[], projectDir: string): SourceFile[] {
  const absolute = patterns.map(pattern => resolve(projectDir, pattern).split(sep).join('/'));
  const folder = projectDir.split(sep).join('/');
  const base = commonAncestor(absolute.map(pattern => fixedBase(pattern, folder)));
  const paths = new Set(absolute.flatMap(pattern => looked(pattern, () => glob(pattern, folder))));
  const files = [...paths].map(path => sourceFile(path, base));
  return files.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

function commonAncestor(folders: string[]): string {
  const [first = ['', ''], ...others] = folders.map(folder => folder.split('/'));
  const most = Math.min(first.length, ...others.map(other => inCommon(first, other)));
  return first.slice(0, most).join('/') || '/';
}

function sourceFile(path: string, base: string): SourceFile {
  const stats = looked(path, () => statSync(path, { bigint: true }));
  if (!stats.isFile()) throw notAFile(path, stats);
  return { path, name: relative(base, path).split(sep).join('/'), ...standing(stats) };
}

/** How a file stands that was looked at just now. */
export function standing({ size, ino, mtimeNs, ctimeNs, ctimeMs }: BigIntStats): Standing {
  return {
    bytes: Number(size),
    modified: String(mtimeNs),
    stands: `${size} ${ino} ${mtimeNs} ${ctimeNs}`,
    stoodMs: Date.now() - Number(ctimeMs),
  };
}

function looked<T>(path: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    throw new CliError(
      `${path} cannot be looked at: ${messageOf(error)}`,
      exitCode.source,
      'check that it exists and may be read',
      {
        cause: error,
      },
    );
  }
}

function notAFile(path: string, stats: BigIntStats): CliError {
  return stats.isDirectory()
    ? new CliError(
        `${path} is a folder where a file is expected`,
        exitCode.source,
        `name its files, such as ${path}/*.csv`,
      )
    : new CliError(`${path} is not a regular file`, exitCode.source, 'copy what it delivers into a file first');
}
