import { isUtf8 } from 'node:buffer';
import { CliError, exitCode } from '../../src/errors.js';
import type { Source } from '../../src/project/schema.js';
import { splitFields } from './csv-fields.js';
import { findRecord } from './csv-record.js';
import { byteKinds, type Dialect } from './dialect.js';

/** The first record of a text, or why it could not be read. */
export interface FirstRecord {
  bytes?: Buffer;
  fault?: string;
}

/** Feeds on the pieces of a text until its first record that is not blank is complete. */
export function headerFinder(dialect: Dialect, maxBytes: number) {
  const kinds = byteKinds(dialect);
  let first: FirstRecord | undefined;
  let pieces: Uint8Array[] = [];
  let held = 0;
  let seen = 0;

  function look(isLast: boolean): void {
    let view = Buffer.concat(pieces);
    let from = 0;
    let found = findRecord(view, from, isLast, kinds);
    while (found?.isBlank) {
      from = found.next;
      found = findRecord(view, from, isLast, kinds);
    }
    view = view.subarray(from);
    if (found)
      first = found.fault ? { fault: 'its quotes do not close' } : { bytes: view.subarray(0, found.end - from) };
    // One byte more may be the first half of its newline.
    else if (view.length > maxBytes + 1) first = { fault: `it is longer than max_record_bytes, ${maxBytes}` };
    pieces = [view];
    held = seen = view.length;
  }

  return {
    feed(chunk: Uint8Array): void {
      if (first) return;
      pieces.push(chunk);
      held += chunk.length;
      // What was seen is seen again, so it is looked at only when it has doubled.
      if (held >= 2 * seen || held > maxBytes) look(false);
    },
    /** Undefined where there is no record at all. */
    finish(): FirstRecord | undefined {
      if (!first) look(true);
      return first;
    },
  };
}

/**
 * The names of the columns: of the header, else those declared, else `column_1` … Throws CliError (source) where the header
 * cannot be one: then nothing in the file can be told apart.
 */
export function csvHeader(first: FirstRecord | undefined, source: Source, dialect: Dialect, path: string): string[] {
  if (!first) return [];
  if (!source.header && source.columns) return source.columns;
  const fault = first.fault ?? headerFault(first.bytes ?? Buffer.alloc(0));
  if (fault) {
    const hint = 'check format, encoding, delimiter and quote of the source';
    throw new CliError(`${path}: the first record cannot be a header: ${fault}`, exitCode.source, hint);
  }
  const fields = splitFields(first.bytes ?? Buffer.alloc(0), dialect);
  return fields.map((name, index) => (source.header ? (name ?? '') : `column_${index + 1}`));
}

function headerFault(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return 'it holds NUL bytes, so this is not text in the declared encoding';
  if (!isUtf8(bytes)) return 'it holds bytes that are not valid in the encoding';
  const text = bytes.toString().trim();
  return text === '{' || text === '[' || isJson(text)
    ? 'it is JSON (format: ndjson reads one object per line)'
    : undefined;
}

function isJson(text: string): boolean {
  if (!/^[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
