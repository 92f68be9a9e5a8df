/** What the files of a source may be. */
export const fileFormats = ['csv', 'tsv', 'ndjson', 'parquet', 'lines'] as const;

/** How text files may write their characters. */
export const encodings = ['utf-8', 'utf-16', 'latin-1', 'latin-2', 'windows-1250', 'windows-1252', 'gb18030'] as const;
