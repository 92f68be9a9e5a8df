import type { Source } from '../../src/project/schema.js';

type Chunks = AsyncIterable<Uint8Array>;
type Decoder = (chunk: Uint8Array, last: boolean) => Buffer;

/** A byte that no UTF-8 text holds: it stands in the decoded text where the bytes of the file mean nothing in its encoding. */
const invalid = Buffer.from([0xff]);
const byteOrderMark = Buffer.from('\ufeff');

/**
 * The same text as UTF-8 without its byte order mark, in pieces. What is not valid in the encoding comes out as bytes that are
 * not valid UTF-8 either, so that a reader refuses exactly the records that hold it. latin-1 is ISO 8859-1, latin-2 ISO 8859-2; in windows-1250
 * and windows-1252 the five unassigned bytes are invalid; in gb18030 so is an encoded U+FFFD, the mark of text that was lost before.
 */
export async function* decoded(chunks: Chunks, encoding: Source['encoding']): AsyncGenerator<Uint8Array> {
  yield* withoutMark(encoding === 'utf-8' ? chunks : transcoded(chunks, decoders[encoding]()));
}

async function* transcoded(chunks: Chunks, decode: Decoder): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield decode(chunk, false);
  yield decode(new Uint8Array(0), true);
}

async function* withoutMark(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (!head) yield chunk;
    else {
      head = head.length > 0 ? Buffer.concat([head, chunk]) : chunk;
      if (head.length < byteOrderMark.length) continue;
      yield startsWithMark(head) ? head.subarray(byteOrderMark.length) : head;
      head = undefined;
    }
  }
  if (head) yield head;
}

/** Whether these bytes begin with the byte order mark of UTF-8. */
export function startsWithMark(bytes: Uint8Array): boolean {
  return byteOrderMark.equals(bytes.subarray(0, byteOrderMark.length));
}

const decoders: Record<Exclude<Source['encoding'], 'utf-8'>, () => Decoder> = {
  'latin-1': () => singleByte(byte => String.fromCharCode(byte)),
  'latin-2': () => singleByte(byte => readBy('iso-8859-2', byte)),
  'windows-1250': () => singleByte(windows1250),
  'windows-1252': () => singleByte(windows1252),
  'utf-16': utf16,
  gb18030,
};

/** What windows-1252 has at 0x80 to 0x9f, where it differs from ISO 8859-1; a blank stands where it has nothing. */
const windowsOnly = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

function windows1252(byte: number): string | undefined {
  const character = windowsOnly[byte - 0x80] ?? String.fromCharCode(byte);
  return byte >= 0x80 && character === ' ' ? undefined : character;
}

/** Where windows-1250 has nothing, the reader of Node gives a control character. */
function windows1250(byte: number): string | undefined {
  const character = readBy('windows-1250', byte);
  return byte >= 0x80 && character < '\u00a0' ? undefined : character;
}

function readBy(encoding: string, byte: number): string {
  return new TextDecoder(encoding).decode(Uint8Array.of(byte));
}

function singleByte(characterOf: (byte: number) => string | undefined): Decoder {
  const table = Array.from({ length: 256 }, (_, byte) => {
    const character = characterOf(byte);
    return character === undefined ? invalid : Buffer.from(character);
  });
  return chunk => {
    const text = Buffer.allocUnsafe(chunk.length * 3);
    let end = 0;
    for (const byte of chunk) {
      for (const unit of table[byte] as Buffer) text[end++] = unit;
    }
    return text.subarray(0, end);
  };
}

function utf16(): Decoder {
  let rest = Buffer.alloc(0);
  let bigEndian: boolean | undefined;
  return (chunk, last) => {
    const bytes = Buffer.concat([rest, chunk]);
    if (bytes.length < 2) return endOfUnits(bytes, last, kept => (rest = kept));
    bigEndian ??= (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[1] !== 0);
    const even = bytes.length - (bytes.length % 2);
    const units = bigEndian ? bytes.subarray(0, even).swap16() : bytes.subarray(0, even);
    const split = !last && isHighSurrogate(units) ? even - 2 : even;
    const kept = Buffer.from(bytes.subarray(split));
    if (bigEndian && split < even) kept.subarray(0, 2).swap16();
    return Buffer.concat([
      wellFormed(units.toString('utf16le', 0, split)),
      endOfUnits(kept, last, held => (rest = held)),
    ]);
  };
}

function endOfUnits(bytes: Buffer<ArrayBuffer>, last: boolean, keep: (bytes: Buffer<ArrayBuffer>) => void): Buffer {
  keep(last ? Buffer.alloc(0) : bytes);
  return last && bytes.length > 0 ? invalid : Buffer.alloc(0);
}

function isHighSurrogate(units: Buffer): boolean {
  return units.length >= 2 && units.readUInt16LE(units.length - 2) >> 10 === 0xd800 >> 10;
}

function wellFormed(text: string): Buffer {
  return joined(text.split(/\p{Surrogate}/u));
}

function gb18030(): Decoder {
  const decoder = new TextDecoder('gb18030', { ignoreBOM: true });
  return (chunk, last) => joined(decoder.decode(chunk, { stream: !last }).split('\ufffd'));
}

function joined(parts: string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part, index) => (index > 0 ? [invalid, Buffer.from(part)] : [Buffer.from(part)])),
  );
}
