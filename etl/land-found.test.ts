import { expect, it } from 'vitest';
import type { SourceFile } from './extract/files.js';
import { bytesToLand } from './land-found.js';
import type { Manifest } from './manifest.js';

it('new files are to be landed, and those of another size than their last version, and no others', () => {
  const batch = (number: string, bytes: Record<string, number>) => {
    const files = Object.entries(bytes).map(([path, size]) => ({ path, bytes: size }));
    return { batch: number, files } as Manifest;
  };
  const file = (name: string, bytes: number) => ({ name, bytes }) as SourceFile;
  const landed = [batch('000001', { same: 5, grown: 4, back: 7 }), batch('000002', { back: 8 })];
  const files = [file('same', 5), file('grown', 6), file('back', 7), file('new', 100)];
  expect(bytesToLand(new Map([['one', { landed, files, notes: [] }]]))).toBe(6 + 7 + 100);
  expect(bytesToLand(new Map())).toBe(0);
});
