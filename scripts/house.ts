import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A source file of ours, by its path from the root, with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

/** The files below `rooms` whose names end with `ending`, in order; tests and what was generated left out. */
export function sourceFiles(rooms: string[], ending: string): SourceFile[] {
  return rooms
    .flatMap(room => readdirSync(room, { recursive: true, encoding: 'utf8' }).map(file => join(room, file)))
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => file.endsWith(ending) && !file.endsWith('.test.ts'))
    .sort()
    .map(path => ({ path, text: readFileSync(path, 'utf8') }));
}

/** The syntax tree of a TypeScript file. */
export function parse({ path, text }: SourceFile): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}
