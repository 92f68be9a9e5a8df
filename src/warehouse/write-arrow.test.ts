import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { tableFromIPC } from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Table } from '../table.js';
import { writeArrow } from './write-arrow.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'custometry-arrow-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const piece = (first: number): Table => ({
  rows: 2,
  columns: [{ name: 'n', type: { kind: 'integer' }, values: Int32Array.of(first, first + 1) }],
});

describe('writing Arrow', () => {
  it('asks for a piece when the one before is with a slow reader, and leaves the stream open', async () => {
    let made = 0;
    const madeBefore: number[] = [];
    const taken: Buffer[] = [];
    const slow = new Writable({
      highWaterMark: 1,
      async write(bytes, _encoding, done) {
        await setImmediate();
        taken.push(bytes);
        madeBefore.push(made);
        done();
      },
    });
    async function* pieces() {
      while (made < 20) yield piece(2 * made++);
    }
    await writeArrow(pieces(), slow);
    expect([...new Set(madeBefore)]).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(slow.writableEnded).toBe(false);
    expect([...(tableFromIPC(Buffer.concat(taken)).getChild('n') ?? [])]).toEqual(
      Array.from({ length: 40 }, (_, n) => n),
    );
  });

  it('throws what the file and the stream throw', async () => {
    const pieces = async function* () {
      yield piece(1);
    };
    await expect(writeArrow(pieces(), join(folder, 'none', 'a.arrow'))).rejects.toThrow('ENOENT');
    const broken = new Writable({ write: (_bytes, _encoding, done) => done(new Error('the pipe is broken')) });
    await expect(writeArrow(pieces(), broken)).rejects.toThrow('the pipe is broken');
  });
});
