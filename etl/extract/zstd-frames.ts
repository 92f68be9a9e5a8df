/** What ended: a frame, with the checksum of its content where it has one. */
export interface EndedFrame {
  checksum?: number;
}

/** Asked of the stream: so many bytes to pass over, or the next one. */
type Wish = { skip: number } | 'byte';

/** Follows the frames of a Zstandard stream (RFC 8878, 3.1) by their headers, without unpacking them. */
export class ZstdFrames {
  #frame = frame();
  #wish: Wish | undefined;

  /** How many bytes of the piece belong to the frame at hand, and what ended with them. */
  take(piece: Uint8Array): { length: number; ended?: EndedFrame } {
    let length = 0;
    for (;;) {
      const wish = this.#wish ?? (this.#frame.next(0).value as Wish);
      const skipped = wish === 'byte' ? 0 : Math.min(wish.skip, piece.length - length);
      const isShort = wish === 'byte' ? length === piece.length : skipped < wish.skip;
      this.#wish = wish === 'byte' ? wish : { skip: wish.skip - skipped };
      length += skipped;
      if (isShort) return { length };
      const next = this.#frame.next(wish === 'byte' ? (piece[length++] as number) : 0);
      this.#wish = next.done ? undefined : next.value;
      if (!next.done) continue;
      this.#frame = frame();
      return { length, ended: next.value };
    }
  }

  /** Whether a frame has begun that has not ended. */
  get isWithin(): boolean {
    return this.#wish !== undefined;
  }
}

function* frame(): Generator<Wish, EndedFrame, number> {
  const magic = yield* number(4);
  if ((magic & 0xff_ff_ff_f0) === 0x18_4d_2a_50) {
    yield { skip: yield* number(4) };
    return {};
  }
  const descriptor = yield* number(1);
  const isSingle = (descriptor & 0x20) !== 0;
  const ofContent = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] as number;
  const ofDictionary = [0, 1, 2, 4][descriptor & 3] as number;
  yield { skip: (isSingle ? 0 : 1) + ofDictionary + ofContent };
  for (let isLast = false; !isLast; ) {
    const block = yield* number(3);
    isLast = (block & 1) === 1;
    const isRepeated = ((block >> 1) & 3) === 1;
    yield { skip: isRepeated ? 1 : block >> 3 };
  }
  return (descriptor & 4) === 0 ? {} : { checksum: yield* number(4) };
}

/** A whole number of so many bytes, the lowest first. */
function* number(bytes: number): Generator<Wish, number, number> {
  let all = 0;
  for (let at = 0; at < bytes; at++) all += (yield 'byte') * 2 ** (8 * at);
  return all;
}
