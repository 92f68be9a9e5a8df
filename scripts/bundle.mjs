import { chmodSync, copyFileSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// The program in few files: half of what a run took to start was finding and reading a thousand. Files that find others beside them stay
// where they are, packages too, but those of many files that every run needs.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const taken = ['@duckdb/node-api', 'commander', 'croner', 'yaml', 'zod'];
const placed = ['src/stats/kernels/compiled.js', 'src/stats/kernels/helpers.js', 'fixtures/demo/index.js'];
const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json')));
const packages = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
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
  external: [...packages.filter(name => !taken.includes(name)), ...placed.map(file => join(dist, file))],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
});
for (const name of taken) {
  const license = `LICENSE-${name.replace('@', '').replace('/', '-')}`;
  copyFileSync(join(root, 'node_modules', name, 'LICENSE'), join(outdir, license));
}
chmodSync(join(outdir, 'main.js'), 0o755);
