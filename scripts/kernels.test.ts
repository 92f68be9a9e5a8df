import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compileKernel, kernelNames } from './kernels.js';

it.each(kernelNames)('the committed WebAssembly of %s is what its source compiles to', async name => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-kernels-'));
  const file = `${name}.wasm`;
  try {
    await compileKernel(name, join(folder, file));
    const [committed, compiled] = ['src/stats/kernels', folder].map(place => readFileSync(join(place, file)));
    expect(compiled?.equals(committed as Buffer), 'npm run kernels compiles it again').toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
