import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aggregatesIdentity } from './sources.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'custometry-cubes-'));
  mkdirSync(join(dir, 'sql', 'cube'), { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

const say = (name: string, description: string, aggregates = '') =>
  writeFileSync(
    join(dir, 'sql', 'cube', `${name}.yaml`),
    `
description: ${description}
dimensions:
  line: { levels: { kind: kind } }
facts:
  lines: { table: dw.fact_order_line, grain: a line, dimensions: {}, degenerate: line }
measures:
  pieces: { sum: quantity }
${aggregates}`,
  );

it('aggregates are others once a cube takes the place of ours or makes its own, not for being described anew', async () => {
  const none = await aggregatesIdentity({ dir });
  expect(await aggregatesIdentity({ dir })).toEqual(none);
  say('sales', 'in the place of ours');
  const replaced = await aggregatesIdentity({ dir });
  expect(replaced).not.toEqual(none);
  say('sales', 'in other words');
  expect(await aggregatesIdentity({ dir })).toEqual(replaced);
  say('sales', 'in other words', 'aggregates: { by_kind: { levels: [line.kind], measures: [pieces] } }');
  expect(await aggregatesIdentity({ dir })).not.toEqual(replaced);
});

it('a folder of cubes that cannot be read is a fault, not a folder without cubes', async () => {
  rmSync(join(dir, 'sql', 'cube'), { recursive: true });
  await aggregatesIdentity({ dir });
  symlinkSync('cube', join(dir, 'sql', 'cube'));
  await expect(aggregatesIdentity({ dir })).rejects.toThrow('ELOOP');
});
