import { chmodSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// The program in few files: half of what a run took to start was finding and reading a thousand. Packages stay as they are, and so do
// the files that find others beside them.
const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');
const placed = ['src/stats/kernels/compiled.js', 'src/stats/kernels/helpers.js', 'fixtures/demo/index.js'];
const outdir = join(dist, 'bundle');
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: [join(dist, 'src', 'cli', 'main.js')],
  outdir,
  bundle: true,
  splitting: true,
  chunkNames: 'part-[hash]',
  format: 'esm',
  platform: 'node',
  packages: 'external',
  external: placed.map(file => join(dist, file)),
  logLevel: 'warning',
});
chmodSync(join(outdir, 'main.js'), 0o755);
