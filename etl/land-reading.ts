import type { Source } from '../src/project/schema.js';
import type { Format } from './extract/source-format.js';
import type { ManifestFile } from './manifest.js';

/** How the text of a source is taken apart: two of one text are read alike. Encodings are told beside it. */
export function readingOf(format: Format, source: Source): string {
  const { delimiter, quote, header, columns, pattern } = source;
  if (format === 'lines') return JSON.stringify({ format, pattern });
  if (format !== 'csv' && format !== 'tsv') return JSON.stringify({ format });
  return JSON.stringify({ format, delimiter, quote, header, columns });
}

/** Whether a landed file was read as its source says now; where an older version landed it, only its encoding is known. */
export function isReadAlike(last: ManifestFile | undefined, format: Format, source: Source): boolean {
  if (!last || format === 'parquet') return true;
  const isSameText = last.encoding === undefined || last.encoding === source.encoding;
  return isSameText && (last.reading === undefined || last.reading === readingOf(format, source));
}
