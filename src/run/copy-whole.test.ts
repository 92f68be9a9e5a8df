import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { copyWhole } from './copy-whole.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-copy-'));
const [from, to] = [join(folder, 'from'), join(folder, 'to')];

afterAll(() => rmSync(folder, { recursive: true }));

/** Bytes of which no two pieces are alike. */
const bytesOf = (length: number) => Buffer.from(Uint32Array.from({ length: length / 4 }, (_, place) => place).buffer);

it('copies files of no piece, of whole pieces and of a part, byte by byte, for the owner alone', async () => {
  for (const length of [0, 4, 1 << 20, (1 << 20) + 4, (65 << 20) + 8]) {
    writeFileSync(from, bytesOf(length));
    await (await copyWhole(from, to)).onDisk;
    expect([length, readFileSync(to).equals(readFileSync(from))]).toEqual([length, true]);
    expect(statSync(to).mode & 0o777).toBe(0o600);
  }
});

it('stops at the signal with its reason', async () => {
  writeFileSync(from, bytesOf(4 << 20));
  const stop = new AbortController();
  const copied = copyWhole(from, to, stop.signal);
  stop.abort(new Error('enough'));
  await expect(copied).rejects.toThrow('enough');
});
