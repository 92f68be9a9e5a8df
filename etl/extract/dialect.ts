import { kinds } from './csv-machine.js';

/** The two characters that shape a delimited text; a quote is escaped by doubling it (RFC 4180). Both are ASCII. */
export interface Dialect {
  delimiter: string;
  quote: string;
}

/** The dialect of clean text written anew. */
export const cleanDialect: Dialect = { delimiter: ',', quote: '"' };

/** Of which kind each of the 256 byte values is in a dialect. */
export function byteKinds({ delimiter, quote }: Dialect): Uint8Array {
  const kindOf = new Uint8Array(256);
  kindOf[0x0a] = kinds.lineFeed;
  kindOf[0x0d] = kinds.carriageReturn;
  kindOf[delimiter.charCodeAt(0)] = kinds.delimiter;
  kindOf[quote.charCodeAt(0)] = kinds.quote;
  return kindOf;
}
