import type { Source } from './schema.js';

export type SourceFormat = NonNullable<Source['format']>;

const endings: Record<string, SourceFormat> = {
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  parquet: 'parquet',
};

/** How a source's files are read: as it says, else by the ends of their names (before .gz, .zst); undefined where these do not agree on one. */
export function sourceFormat(source: Pick<Source, 'format' | 'files'>): SourceFormat | undefined {
  if (source.format) return source.format;
  const found = new Set(
    source.files.map(file => endings[/\.(\w+)(?:\.(?:gz|zst|zstd))?$/i.exec(file)?.[1]?.toLowerCase() ?? '']),
  );
  return found.size === 1 ? [...found][0] : undefined;
}
