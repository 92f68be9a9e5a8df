import { Decompress, ZstdErrorCode } from 'fzstd';

/** The unpacked bytes of a Zstandard stream, in bounded memory. Throws where the stream is damaged or cut short, this with the code that zlib has for it. */
export async function* unzstd(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces(packed);
  } catch (error) {
    const isCut = (error as { code?: unknown }).code === ZstdErrorCode.UnexpectedEOF;
    throw isCut ? Object.assign(error as Error, { code: 'Z_BUF_ERROR' }) : error;
  }
}

async function* pieces(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const decompress = new Decompress(piece => ready.push(piece.slice()));
  for await (const chunk of packed) {
    for (let from = 0; from < chunk.length; from += 1 << 16) {
      decompress.push(chunk.subarray(from, from + (1 << 16)));
      yield* ready;
      ready = [];
    }
  }
  decompress.push(new Uint8Array(0), true);
  yield* ready;
}
