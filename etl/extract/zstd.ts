import { Decompress, ZstdErrorCode } from 'fzstd';
import xxhash from 'xxhash-wasm';
import { type EndedFrame, ZstdFrames } from './zstd-frames.js';

/**
 * What gives the unpacked bytes of a Zstandard stream, in bounded memory. It throws where the stream is damaged, also where only its checksum
 * tells that, or cut short, with the codes that zlib has for these.
 */
export async function zstdUnpacker(): Promise<(packed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>> {
  const { create64 } = await xxhash();
  return packed => unzstd(packed, create64);
}

async function* unzstd(packed: AsyncIterable<Uint8Array>, create: () => Hash): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces(packed, create);
  } catch (error) {
    const isCut = (error as { code?: unknown }).code === ZstdErrorCode.UnexpectedEOF;
    throw isCut ? Object.assign(error as Error, { code: 'Z_BUF_ERROR' }) : error;
  }
}

async function* pieces(packed: AsyncIterable<Uint8Array>, create: () => Hash): AsyncGenerator<Uint8Array> {
  const frames = new ZstdFrames();
  let frame = unpacker(create());
  for await (const chunk of packed) {
    for (let from = 0; from < chunk.length; ) {
      const piece = chunk.subarray(from, from + (1 << 16));
      const { length, ended } = frames.take(piece);
      yield* frame.unpack(piece.subarray(0, length));
      if (ended) {
        yield* frame.finish(ended);
        frame = unpacker(create());
      }
      from += length;
    }
  }
  if (frames.isWithin) yield* frame.finish({});
  if (frames.isWithin) throw Object.assign(new Error('it ends within a frame'), { code: 'Z_BUF_ERROR' });
}

/** Unpacks one frame. fzstd, which does, takes no notice of its checksum. */
function unpacker(hash: Hash) {
  let ready: Uint8Array[] = [];
  const decompress = new Decompress(piece => {
    ready.push(piece.slice());
    hash.update(piece);
  });
  const unpack = (packed: Uint8Array, isLast = false): Uint8Array[] => {
    ready = [];
    decompress.push(packed, isLast);
    return ready;
  };
  return {
    unpack,
    finish({ checksum }: EndedFrame): Uint8Array[] {
      const rest = unpack(new Uint8Array(0), true);
      if (checksum === undefined || Number(BigInt.asUintN(32, hash.digest())) === checksum) return rest;
      throw Object.assign(new Error('its checksum is of other content'), { code: 'Z_DATA_ERROR' });
    },
  };
}

/** XXH64, of which a frame ends with the lower half. */
interface Hash {
  update(piece: Uint8Array): unknown;
  digest(): bigint;
}
