import bindings from '@duckdb/node-bindings';

const slots = 4096;
/** A cache is worth making for an answer of so many rows. */
const cachedRows = 100;
const inlineBytes = 12;
const wordsEach = 4;
const bytesEach = 16;
/** Neighbours on the engine's heap are read in one call when no more bytes than this lie between them. */
const gapBytes = 8;

/** Reads `rows` strings of a vector into `into` from `offset` on; places whose bit in `mask` is 0 are left alone. */
export type TextReader = (
  data: Uint8Array,
  rows: number,
  mask: Uint8Array | undefined,
  into: string[],
  offset: number,
) => void;

/**
 * A reader of VARCHAR vectors. An element is 16 bytes: the length, then either up to 12 bytes of text or a prefix and
 * a pointer. A small direct-mapped cache over these bytes makes a repeated value cost a comparison and not a decoding;
 * pointers are only trusted within their chunk.
 */
export function textReader(): TextReader {
  let made: TextCache | undefined;
  return (data, rows, mask, into, offset) => {
    const words = new Uint32Array(data.buffer, data.byteOffset, rows * wordsEach);
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const missed: number[] = [];
    if (rows >= cachedRows) made ??= new TextCache();
    const cache = made;
    cache?.nextChunk();
    for (let row = 0; row < rows; row++) {
      if (mask && (((mask[row >> 3] as number) >> (row & 7)) & 1) === 0) continue;
      const known = cache?.find(words, row);
      if (known !== undefined) into[offset + row] = known;
      else if ((words[row * wordsEach] as number) > inlineBytes) missed.push(row);
      else into[offset + row] = kept(cache, words, row, inlineText(bytes, words, row));
    }
    heapTexts(data, words, missed, (row, text) => {
      into[offset + row] = kept(cache, words, row, text);
    });
  };
}

function kept(cache: TextCache | undefined, words: Uint32Array, row: number, text: string): string {
  return cache ? cache.keep(words, row, text) : text;
}

function inlineText(bytes: Buffer, words: Uint32Array, row: number): string {
  const start = row * bytesEach + 4;
  return bytes.toString('utf8', start, start + (words[row * wordsEach] as number));
}

/** Decodes the long strings of a chunk, a run of neighbours at a time. */
function heapTexts(data: Uint8Array, words: Uint32Array, rows: number[], give: (row: number, text: string) => void) {
  for (let first = 0; first < rows.length; ) {
    const { next, size } = runOf(words, rows, first);
    const start = address(words, rows[first] as number);
    const pointerAt = data.byteOffset + (rows[first] as number) * bytesEach + 8;
    const read = bindings.get_data_from_pointer(data.buffer as ArrayBuffer, pointerAt, size);
    const bytes = Buffer.from(read.buffer, read.byteOffset, size);
    for (; first < next; first++) {
      const row = rows[first] as number;
      const from = address(words, row) - start;
      give(row, bytes.toString('utf8', from, from + (words[row * wordsEach] as number)));
    }
  }
}

function runOf(words: Uint32Array, rows: number[], first: number): { next: number; size: number } {
  const start = address(words, rows[first] as number);
  let end = start + (words[(rows[first] as number) * wordsEach] as number);
  let next = first + 1;
  for (; next < rows.length; next++) {
    const row = rows[next] as number;
    const gap = address(words, row) - end;
    if (gap < 0 || gap > gapBytes) break;
    end += gap + (words[row * wordsEach] as number);
  }
  return { next, size: end - start };
}

/** Addresses stay below 2^48, so a double holds them exactly. */
function address(words: Uint32Array, row: number): number {
  return (words[row * wordsEach + 3] as number) * 2 ** 32 + (words[row * wordsEach + 2] as number);
}

class TextCache {
  readonly #keys = new Uint32Array(slots * wordsEach);
  readonly #chunks = new Uint32Array(slots);
  readonly #texts = new Array<string | undefined>(slots).fill(undefined);
  #chunk = 0;

  nextChunk(): void {
    this.#chunk++;
  }

  find(words: Uint32Array, row: number): string | undefined {
    const at = row * wordsEach;
    const slot = this.#slot(words, at);
    const text = this.#texts[slot];
    if (text === undefined || !this.#same(words, at, slot * wordsEach)) return undefined;
    return (words[at] as number) <= inlineBytes || this.#chunks[slot] === this.#chunk ? text : undefined;
  }

  keep(words: Uint32Array, row: number, text: string): string {
    const at = row * wordsEach;
    const slot = this.#slot(words, at);
    this.#texts[slot] = text;
    this.#chunks[slot] = this.#chunk;
    for (let word = 0; word < wordsEach; word++) this.#keys[slot * wordsEach + word] = words[at + word] as number;
    return text;
  }

  #same(words: Uint32Array, at: number, key: number): boolean {
    return (
      this.#keys[key] === words[at] &&
      this.#keys[key + 1] === words[at + 1] &&
      this.#keys[key + 2] === words[at + 2] &&
      this.#keys[key + 3] === words[at + 3]
    );
  }

  #slot(words: Uint32Array, at: number): number {
    let hash = Math.imul(words[at] as number, 0x9e3779b1) ^ (words[at + 1] as number);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) ^ (words[at + 2] as number);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) ^ (words[at + 3] as number);
    hash = Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
    return hash >>> 20;
  }
}
