/** A moving window over pieces of bytes: what has been used is let go, and it grows only as far as it must. */
export interface ByteWindow {
  /** What is in view. */
  bytes: Buffer;
  /** Where the view begins in the whole. */
  offset: number;
  /** Nothing comes after what is in view. */
  isLast: boolean;
  /** Lets go of the first `used` bytes and brings at least as many into view as remain, unless the end is reached first. */
  advance(used: number): Promise<void>;
  /** Ends the pieces, also where they were not all wanted. */
  close(): Promise<void>;
}

/** A window over these pieces; nothing is in view before the first `advance(0)`. */
export function byteWindow(chunks: AsyncIterable<Uint8Array>): ByteWindow {
  const source = chunks[Symbol.asyncIterator]();
  return {
    bytes: Buffer.alloc(0),
    offset: 0,
    isLast: false,
    async advance(used) {
      const parts: Uint8Array[] = [this.bytes.subarray(used)];
      const enough = Math.max(1, this.bytes.length - used);
      for (let added = 0; added < enough && !this.isLast; ) {
        const { value, done } = await source.next();
        if (done) this.isLast = true;
        else {
          parts.push(value);
          added += value.length;
        }
      }
      this.bytes = Buffer.concat(parts);
      this.offset += used;
    },
    async close() {
      await source.return?.();
    },
  };
}
