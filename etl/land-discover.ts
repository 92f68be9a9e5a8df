import { resolve } from 'node:path';
import { CliError, exitCode } from '../src/errors.js';
import type { Source } from '../src/project/schema.js';
import { findFiles, type SourceFile } from './extract/files.js';
import type { Manifest } from './manifest.js';

/** The files of a source that are one delivery each time: of complete extracts each for itself. */
export function deliveriesOf({ complete }: Source, files: SourceFile[]): SourceFile[][] {
  if (complete) return files.map(file => [file]);
  return files.length > 0 ? [files] : [];
}

/**
 * The files of a source, and a note where none are there though some were landed before. Throws CliError (source) where a source
 * that is not optional never had any.
 */
export function discover(
  name: string,
  source: Source,
  projectDir: string,
  landed: Manifest[],
): { files: SourceFile[]; notes: string[] } {
  const files = findFiles(source.files, projectDir);
  if (files.length > 0 || (source.optional && landed.length === 0)) return { files, notes: [] };
  const message = `source ${name}: no file matches ${source.files.join(', ')} in ${resolve(projectDir)}`;
  if (landed.length > 0) return { files, notes: [`${message}; what was landed before stays`] };
  throw new CliError(message, exitCode.source, 'put the file there, mend the pattern, or say optional: true');
}
