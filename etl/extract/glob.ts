import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const wild = /[*?[\]{}]/;

/** The path segments of a pattern before its first wildcard below `folder`: where a search for it starts. A plain path ends in its folder. */
export function fixedBase(pattern: string, folder = ''): string {
  const segments = pattern.split('/');
  const plain = inCommon(segments, folder.split('/'));
  const first = segments.findIndex((segment, at) => at >= plain && wild.test(segment));
  return segments.slice(0, first < 0 ? -1 : first).join('/') || '/';
}

/**
 * The absolute paths that an absolute pattern with forward slashes stands for, in no particular order: `*` and `?` within a
 * segment, `**` for any number of folders, `[a-z]`, `{a,b}`. Hidden names must be written out. A path that exists as it is
 * written stands for itself, whatever characters it holds, and so does what it has of the path of `folder`.
 */
export function glob(pattern: string, folder = ''): string[] {
  if (statSync(pattern, { throwIfNoEntry: false })) return [pattern];
  const found = new Set<string>();
  const base = fixedBase(pattern, folder);
  for (const below of braces(pattern.slice(base === '/' ? 1 : base.length + 1))) walk(base, below.split('/'), found);
  return [...found];
}

/** How many segments two paths begin with alike. */
export function inCommon(path: string[], other: string[]): number {
  const differs = path.findIndex((segment, at) => segment !== other[at]);
  return differs < 0 ? path.length : differs;
}

function braces(pattern: string): string[] {
  const open = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(pattern);
  if (!open) return [pattern];
  const [, before, choices, after] = open as unknown as [string, string, string, string];
  return choices.split(',').flatMap(choice => braces(`${before}${choice}${after}`));
}

function walk(folder: string, segments: string[], found: Set<string>): void {
  const [segment = '', ...rest] = segments;
  if (segment === '**') {
    walkAnyDepth(folder, rest, found);
    return;
  }
  const matches = segmentTest(segment);
  for (const entry of entriesOf(folder)) {
    if (!matches(entry.name)) continue;
    const path = join(folder, entry.name);
    const isFolder = isFolderEntry(entry, path);
    if (rest.length > 0 && isFolder) walk(path, rest, found);
    else if (rest.length === 0 && !isFolder) found.add(path);
  }
}

function walkAnyDepth(folder: string, rest: string[], found: Set<string>): void {
  walk(folder, rest.length > 0 ? rest : ['*'], found);
  for (const entry of entriesOf(folder)) {
    if (entry.isDirectory() && !entry.name.startsWith('.')) walkAnyDepth(join(folder, entry.name), rest, found);
  }
}

function entriesOf(folder: string): Dirent[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder, { withFileTypes: true }) : [];
}

function isFolderEntry(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function segmentTest(segment: string): (name: string) => boolean {
  if (!wild.test(segment)) return name => name === segment;
  const source = segment.replace(/\[!?[^\]]+\]|[\s\S]/g, part => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.length > 1) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
    return part.replace(/[\\^$.|+()[\]{}]/, '\\$&');
  });
  const expression = new RegExp(`^${source}$`, 'su');
  return name => expression.test(name) && (segment.startsWith('.') || !name.startsWith('.'));
}
