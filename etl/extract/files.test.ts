import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFiles } from './files.js';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'custometry-files-'));
  for (const name of [
    'b.csv',
    'a.csv',
    'É.csv',
    'a.tsv',
    'x/c.csv',
    'x/y/d.csv',
    '.hidden.csv',
    'odd[1].csv',
    'x/.h/e.csv',
  ]) {
    mkdirSync(dirname(join(dir, 'in', name)), { recursive: true });
    writeFileSync(join(dir, 'in', name), name);
  }
  symlinkSync(join(dir, 'in'), join(dir, 'in', 'x', 'loop'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const names = (...patterns: string[]) => findFiles(patterns, dir).map(file => file.name);

describe('the files of a pattern', () => {
  it('come in the order of their bytes, named from the fixed part on', () => {
    expect(names('in/*.csv')).toEqual(['a.csv', 'b.csv', 'odd[1].csv', 'É.csv']);
    expect(names('in/?.csv')).toEqual(['a.csv', 'b.csv', 'É.csv']);
    expect(names('in/[!b].?sv')).toEqual(['a.csv', 'a.tsv', 'É.csv']);
    expect(names('in/{a,b}.{csv,tsv}')).toEqual(['a.csv', 'a.tsv', 'b.csv']);
    expect(names('in/a.csv')).toEqual(['a.csv']);
    mkdirSync(join(dir, 'signs'));
    writeFileSync(join(dir, 'signs', '😀.csv'), '');
    expect(names('signs/?.csv')).toEqual(['😀.csv']);
  });

  it('are sought in any depth by two stars, but not in hidden folders nor in circles', () => {
    expect(names('in/**/*.csv')).toEqual(['a.csv', 'b.csv', 'odd[1].csv', 'x/c.csv', 'x/y/d.csv', 'É.csv']);
    expect(names('in/x/**')).toEqual(['c.csv', 'y/d.csv']);
  });

  it('of several patterns are named from their common folder on, each once', () => {
    expect(names('in/x/*.csv', 'in/x/y/*.csv', 'in/x/c.csv')).toEqual(['c.csv', 'y/d.csv']);
    expect(names('in/a.csv', 'in/x/c.csv')).toEqual(['a.csv', 'x/c.csv']);
  });

  it('may have names that look like patterns', () => {
    expect(names('in/odd[1].csv')).toEqual(['odd[1].csv']);
  });

  it('do not depend on where the project lies', () => {
    expect(findFiles(['../in/*.tsv'], join(dir, 'other')).map(file => file.name)).toEqual(['a.tsv']);
    const odd = join(dir, 'own [2] {a,b} *');
    mkdirSync(join(odd, 'in'), { recursive: true });
    for (const name of ['a.csv', 'b.csv']) writeFileSync(join(odd, 'in', name), name);
    expect(findFiles(['in/*.csv'], odd).map(file => file.name)).toEqual(['a.csv', 'b.csv']);
    expect(findFiles([join(odd, 'in/[a]*.csv'), '../in/a.ts*'], odd).map(({ path }) => path)).toEqual([
      join(dir, 'in', 'a.tsv'),
      join(odd, 'in', 'a.csv'),
    ]);
  });
});
