import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compileKernel } from './kernels.js';

it('the committed WebAssembly is what its source compiles to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-kernels-'));
  try {
    await compileKernel('kmeans', join(folder, 'kmeans.wasm'));
    const [committed, compiled] = ['src/stats/kernels', folder].map(place => readFileSync(join(place, 'kmeans.wasm')));
    expect(compiled?.equals(committed as Buffer), 'npm run kernels compiles it again').toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
