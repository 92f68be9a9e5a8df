import { expect, it } from 'vitest';
import { eachLine, type Line } from './line-reader.js';
import { rawLimitBytes } from './refusal-text.js';

async function* bytesOf(pieces: string[], close = () => {}): AsyncGenerator<Uint8Array> {
  try {
    for (const piece of pieces) yield Buffer.from(piece);
  } finally {
    close();
  }
}

it('keeps all of a line as long as its limit whose newline comes in two pieces', async () => {
  const limit = rawLimitBytes + 10;
  const lines: Line[] = [];
  await eachLine(bytesOf([`${'x'.repeat(limit)}\r`, `\n${'y'.repeat(limit + 1)}\r`, '\nz']), limit, line =>
    lines.push(line),
  );
  expect(lines.map(({ length, bytes }) => [length, bytes.length])).toEqual([
    [limit, limit],
    [limit + 1, rawLimitBytes],
    [1, 1],
  ]);
});

it('closes what it reads from where a line is not taken', async () => {
  let isClosed = false;
  const text = bytesOf(['a\nb\n', 'c\n'], () => {
    isClosed = true;
  });
  const refuse = () => {
    throw new RangeError('not taken');
  };
  await expect(eachLine(text, 10, refuse)).rejects.toThrow('not taken');
  expect(isClosed).toBe(true);
});
