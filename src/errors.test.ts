import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { messageOf } from './errors.js';

describe('messageOf', () => {
  const dir = mkdtempSync(join(tmpdir(), 'errors-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const at = (name: string) => join(dir, name);
  writeFileSync(at('file'), '');
  symlinkSync(at('ring'), at('ring'));

  it.each([
    ['a file stands where a folder is wanted', 'file', () => mkdirSync(at('file'), { recursive: true })],
    ['a file stands where a folder is wanted', 'file/in', () => readFileSync(at('file/in'))],
    ['no such file or folder', 'none', () => readFileSync(at('none'))],
    ['its links lead in a circle', 'ring', () => readFileSync(at('ring'))],
    ['the name is too long', 'n'.repeat(300), () => writeFileSync(at('n'.repeat(300)), '')],
  ])('%s, says the system of %s', (words, name, work) => {
    expect(told(work)).toBe(`${words} (${at(name)})`);
  });

  it('a folder read as a file has no path in the error of the system', () => {
    expect(told(() => readFileSync(dir))).toBe('it is a folder, and no file');
  });

  it('leaves a path out that is named already', () => {
    expect(told(() => readFileSync(at('none')), at('none'))).toBe('no such file or folder');
  });

  it('of anything else is what it says', () => {
    expect(messageOf(new Error('EISDIR: of ours'))).toBe('EISDIR: of ours');
    expect(messageOf('thrown')).toBe('thrown');
  });

  function told(work: () => unknown, named?: string): string {
    try {
      work();
      return 'nothing';
    } catch (error) {
      return messageOf(error, named);
    }
  }
});
