import { type ByteWindow, byteWindow } from './byte-window.js';
import { rawLimitBytes } from './refusal-text.js';

/** One line of a text. Of one longer than the limit only the beginning is kept. */
export interface Line {
  bytes: Buffer;
  offset: number;
  length: number;
}

/** Calls `use` for every line of a text that holds anything, without its line feed or carriage return and line feed; in bounded memory. */
export async function eachLine(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  use: (line: Line) => void,
): Promise<void> {
  const window = byteWindow(chunks);
  try {
    await lines(window, maxBytes, use);
  } finally {
    await window.close();
  }
}

async function lines(window: ByteWindow, maxBytes: number, use: (line: Line) => void): Promise<void> {
  let head: Omit<Line, 'length'> | undefined;
  for (let from = 0; ; ) {
    const newline = window.bytes.indexOf(0x0a, from);
    const end = newline < 0 && window.isLast ? window.bytes.length : newline;
    if (end >= 0) {
      const { bytes, offset } = head ?? { bytes: window.bytes.subarray(from, end), offset: window.offset + from };
      const length = withoutReturn(window.bytes, end) + window.offset - offset;
      if (length > 0) use({ bytes: bytes.subarray(0, length), offset, length });
      if (newline < 0) return;
      head = undefined;
      from = newline + 1;
    } else {
      // One byte more may be the first half of its newline.
      if (window.bytes.length - from > maxBytes + 1) head ??= headOf(window.bytes, from, window.offset);
      await window.advance(head ? window.bytes.length - 1 : from);
      from = 0;
    }
  }
}

function headOf(bytes: Buffer, from: number, offset: number): Omit<Line, 'length'> {
  return { bytes: Buffer.from(bytes.subarray(from, from + rawLimitBytes)), offset: offset + from };
}

function withoutReturn(bytes: Buffer, end: number): number {
  return bytes[end - 1] === 0x0d ? end - 1 : end;
}
