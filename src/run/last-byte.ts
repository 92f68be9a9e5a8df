import { fstatSync, readSync } from 'node:fs';

/** The last byte of an open file; undefined when it is empty. */
export function lastByte(handle: number): number | undefined {
  const { size } = fstatSync(handle);
  if (size === 0) return undefined;
  const last = Buffer.alloc(1);
  readSync(handle, last, 0, 1, size - 1);
  return last[0];
}
