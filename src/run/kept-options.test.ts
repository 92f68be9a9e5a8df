import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepOptions, keptOptions } from './kept-options.js';
import { openState } from './state.js';

it('options that were kept and are damaged are named, until the next run with the same writes them again', () => {
  const state = openState(mkdtempSync(join(tmpdir(), 'kept-options-')));
  const options = { 'rfm.bins': '5' };
  const name = keepOptions(state, options);
  const path = join(state.ledger, `options-${name}.json`);
  writeFileSync(path, '{"rfm.bins"');
  expect(() => keptOptions(state, name)).toThrow(
    expect.objectContaining({ code: 6, message: expect.stringContaining(`${path} is damaged`) }),
  );
  expect(keepOptions(state, options)).toBe(name);
  expect(keptOptions(state, name)).toEqual(options);
  rmSync(state.dir, { recursive: true });
});
