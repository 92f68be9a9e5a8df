/** What the files of a source may be. */
export const fileFormats = ['csv', 'tsv', 'ndjson', 'parquet', 'lines'] as const;

/** How text files may write their characters. */
export const encodings = ['utf-8', 'utf-16', 'latin-1', 'latin-2', 'windows-1250', 'windows-1252', 'gb18030'] as const;

/** What may part or quote fields: one byte of a text that is not the end of a line, such as Hive's Control-A. */
export const fieldMark = /^(?![\0\r\n])\p{ASCII}$/u;
