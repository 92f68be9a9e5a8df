import type { Dialect } from './dialect.js';

/**
 * The fields of one record without its newline: what stood unquoted and empty is null, quotes are taken off and doubled ones
 * undone, quotes inside an unquoted field are text. The record must be free of faults.
 */
export function splitFields(record: Uint8Array, { delimiter, quote }: Dialect): (string | null)[] {
  const text = Buffer.from(record.buffer, record.byteOffset, record.byteLength).toString();
  const fields: (string | null)[] = [];
  for (let from = 0; from <= text.length; ) {
    const isQuoted = text[from] === quote;
    const end = fieldEnd(text, isQuoted ? closingQuote(text, from + 1, quote) + 1 : from, delimiter);
    const raw = text.slice(from, end);
    fields.push(isQuoted ? raw.slice(1, -1).replaceAll(quote + quote, quote) : raw || null);
    from = end + 1;
  }
  return fields;
}

function closingQuote(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from);
  while (text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at;
}

function fieldEnd(text: string, from: number, delimiter: string): number {
  const end = text.indexOf(delimiter, from);
  return end < 0 ? text.length : end;
}

/** One record as delimited text with its newline, every text quoted, null as nothing: `splitFields` undone. */
export function joinFields(fields: (string | null)[], { delimiter, quote }: Dialect): string {
  const written = fields.map(field =>
    field === null ? '' : `${quote}${field.replaceAll(quote, quote + quote)}${quote}`,
  );
  return `${written.join(delimiter)}\n`;
}
