import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeLeftovers } from './leftovers.js';
import { createFile, moveFile, writeFileAtomic } from './write-file.js';

let dir: string;
let path: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'write-'));
  path = join(dir, 'one.json');
});

afterEach(() => rmSync(dir, { recursive: true }));

describe('writeFileAtomic', () => {
  it('writes text and bytes, and leaves nothing beside them', () => {
    writeFileAtomic(path, 'grüße');
    writeFileAtomic(join(dir, 'two'), new Uint8Array([0, 255]));
    expect(readFileSync(path, 'utf8')).toBe('grüße');
    expect([...readFileSync(join(dir, 'two'))]).toEqual([0, 255]);
    expect(readdirSync(dir).sort()).toEqual(['one.json', 'two']);
  });

  it('puts a new file in the place of the old one, so that who reads the old one reads it to its end', () => {
    writeFileAtomic(path, 'old');
    const { ino } = statSync(path);
    writeFileAtomic(path, 'new');
    expect(statSync(path).ino).not.toBe(ino);
  });
});

describe('createFile', () => {
  it('makes a file once, and says so when it was there', () => {
    expect(createFile(path, ['a', new Uint8Array([98])])).toBe(true);
    expect(createFile(path, ['other'])).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('ab');
    expect(readdirSync(dir)).toEqual(['one.json']);
  });

  it('is written apart by each of two that have the same pid, as in two containers', () => {
    const slow = (function* () {
      yield 'slow';
      expect(createFile(path, ['fast'])).toBe(true);
      yield 'er';
    })();
    expect(createFile(path, slow)).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('fast');
    expect(readdirSync(dir)).toEqual(['one.json']);
  });

  it('leaves nothing behind when its pieces fail', () => {
    const failing = (function* () {
      yield 'first';
      throw new Error('no more');
    })();
    expect(() => createFile(path, failing)).toThrow('no more');
    expect(readdirSync(dir)).toEqual([]);
  });
});

it('says of a file system without hard links that another is wanted, as exFAT answers', () => {
  const { linkSync } = fs;
  fs.linkSync = () => {
    throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
  };
  syncBuiltinESMExports();
  try {
    expect(() => createFile(path, ['a'])).toThrow(
      expect.objectContaining({ code: 6, message: expect.stringContaining(`${dir} makes no hard links`) }),
    );
    expect(readdirSync(dir)).toEqual([]);
  } finally {
    fs.linkSync = linkSync;
    syncBuiltinESMExports();
  }
});

describe('moveFile', () => {
  it('moves a file to a free name, and leaves it where the name is taken', () => {
    const from = join(dir, 'from');
    writeFileSync(from, 'moved');
    expect(moveFile(from, path)).toBe(true);
    writeFileSync(from, 'second');
    expect(moveFile(from, path)).toBe(false);
    expect(readdirSync(dir).sort()).toEqual(['from', 'one.json']);
    expect(readFileSync(path, 'utf8')).toBe('moved');
  });
});

it('leftovers of killed writers are cleared away, and nothing of anybody else', () => {
  const others = ['.custometry-notes.tmp', '.custometry-1-x', 'a.tmp', 'current.json'];
  for (const name of ['.custometry-123-current.json.tmp', ...others]) writeFileSync(join(dir, name), '');
  removeLeftovers(dir);
  expect(readdirSync(dir).sort()).toEqual(others.sort());
});
