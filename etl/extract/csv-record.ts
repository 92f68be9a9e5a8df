import { at, does, steps } from './csv-machine.js';

const { field, end: ends, blank, literalQuote, rubbish } = does;

/** One record of a delimited text, as found in a window of its bytes. */
export interface FoundRecord {
  /** Offset of the newline that ends it, or of the end of the text. */
  end: number;
  /** Offset of the next record. */
  next: number;
  fields: number;
  /** Some unquoted field holds quote characters, which are then ordinary text. */
  hasLiteralQuotes: boolean;
  /** Nothing between two newlines. */
  isBlank: boolean;
  fault?: 'unclosed_quote' | 'text_after_quote';
}

/**
 * The record that starts at `from`; undefined where the window ends before it does and more bytes may come. Line feed, carriage
 * return and both together end a record outside quotes. A record with a fault has no end of its own: it is its first line.
 */
export function findRecord(
  bytes: Uint8Array,
  from: number,
  isLast: boolean,
  kinds: Uint8Array,
): FoundRecord | undefined {
  const table = steps;
  let state: number = at.record;
  let fields = 1;
  let hasLiteralQuotes = false;
  for (let i = from; i < bytes.length; i++) {
    const step = table[(state << 3) | (kinds[bytes[i] as number] as number)] as number;
    state = step & 7;
    const deed = step >> 3;
    if (deed === field) fields++;
    else if (deed === literalQuote) hasLiteralQuotes = true;
    else if (deed === rubbish) return firstLine(bytes, from, isLast, 'text_after_quote');
    else if (deed === ends || deed === blank) {
      const next = afterNewline(bytes, i, isLast);
      return next === undefined ? next : { end: i, next, fields, hasLiteralQuotes, isBlank: deed === blank };
    }
  }
  if (!isLast || from >= bytes.length) return undefined;
  if (state === at.quoted) return firstLine(bytes, from, isLast, 'unclosed_quote');
  return { end: bytes.length, next: bytes.length, fields, hasLiteralQuotes, isBlank: false };
}

/** The physical line that starts at `from`, as a record with a fault; undefined where its end is not in the window yet. */
export function firstLine(
  bytes: Uint8Array,
  from: number,
  isLast: boolean,
  fault: NonNullable<FoundRecord['fault']>,
): FoundRecord | undefined {
  let end = from;
  while (end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x0d) end++;
  const next = end < bytes.length ? afterNewline(bytes, end, isLast) : isLast ? end : undefined;
  return next === undefined ? undefined : { end, next, fields: 0, hasLiteralQuotes: false, isBlank: false, fault };
}

function afterNewline(bytes: Uint8Array, end: number, isLast: boolean): number | undefined {
  if (bytes[end] === 0x0a) return end + 1;
  if (end + 1 >= bytes.length) return isLast ? end + 1 : undefined;
  return bytes[end + 1] === 0x0a ? end + 2 : end + 1;
}
