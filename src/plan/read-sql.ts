import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCode } from '../errors.js';
import type { Part } from './part.js';
import { schemas } from './schemas.js';
import { readHeader } from './sql-header.js';
import { strayFiles } from './stray-files.js';

/** A table of the warehouse and the select it is made of; a check is one whose rows are offenders. */
export interface Planned {
  /** `schema.name`; checks are `check.name`. */
  table: string;
  select: string;
  /** A select with the same columns and no rows, where the select has rows in its text. */
  shape?: string;
  /** A view holds no rows of its own; one that makes them on demand is not even counted, and its key is not asserted. Default: a table. */
  kind?: 'table' | 'view' | 'on demand';
  origin: 'ours' | 'project' | 'generated';
  /** What one row is. */
  sentence: string;
  /** The columns that are unique and not null together; may be empty for a check only. */
  key: string[];
  /** The columns by whose values the table may be made anew in parts. */
  by?: string[];
  /** What the rows with some values of `by` follow from; a change of any other input makes all of it anew. */
  parts?: Part[];
  /** The model without which it has no rows. */
  model?: string;
  /** It has no rows, whatever its inputs hold: it follows from their columns alone, and these from their selects. */
  isEmpty?: true;
  /** The models that read it: while the project has none of them, it is made when asked for. */
  for?: string[];
  /** Whether every row follows from one row of an input, whatever else stands there: where rows come, no other is touched. */
  grows?: boolean;
  /** Columns that are stored in 64 bits where all their values fit. */
  narrow?: string[];
  /** Checks only: whether an offender fails the run. */
  severity?: 'error' | 'warn';
  /** Where the select was read. */
  file?: string;
  /** A select of the project in the place of ours. */
  replaces?: boolean;
}

/**
 * Reads `<folder>/<schema>/<name>.sql` as text, sorted by table; a folder that is not there holds nothing.
 * Throws CliError (exit 3) with every fault at once: file, line, what is expected.
 */
export async function readSql(folder: string, origin: 'ours' | 'project'): Promise<Planned[]> {
  const planned: Planned[] = [];
  const faults = origin === 'project' ? strayFiles(folder) : [];
  for (const schema of foldersIn(folder)) {
    // Small files are read at once: to wait a turn for each takes longer.
    const files = readdirSync(join(folder, schema))
      .filter(file => file.endsWith('.sql'))
      .sort();
    if (files.length > 0 && !allowed.includes(schema)) faults.push(unknownSchema(join(folder, schema)));
    for (const file of files) {
      const path = join(folder, schema, file);
      const select = readFileSync(path, 'utf8');
      const header = readHeader(select, schema === 'check');
      faults.push(...header.faults.map(({ line, message }) => `${path}:${line}: ${message}`));
      planned.push({ table: `${schema}.${file.slice(0, -4)}`, select, origin, file: path, ...header.says });
    }
  }
  if (faults.length > 0) throw new CliError(faults.join('\n'), exitCode.project);
  return planned;
}

/** Ours with the project's own laid over: the same table replaces ours, others join. */
export function overlay(ours: Planned[], project: Planned[]): Planned[] {
  const own = new Map(project.map(one => [one.table, one]));
  const replaced = new Set(ours.map(one => one.table).filter(table => own.has(table)));
  return [
    ...ours.filter(one => !replaced.has(one.table)),
    ...project.map(one => (replaced.has(one.table) ? { ...one, replaces: true } : one)),
  ];
}

const allowed: string[] = [...schemas.filter(schema => !['raw', 'decisions', 'aggregate'].includes(schema)), 'check'];

function foldersIn(folder: string): string[] {
  try {
    const isFolder = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory();
    return readdirSync(folder).filter(isFolder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function unknownSchema(folder: string): string {
  return `${folder}: not a schema of the warehouse; sql may hold ${allowed.join(', ')}, and cube`;
}
