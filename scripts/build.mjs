import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = ['src', 'etl', 'models', 'fixtures/demo'];
const settings = [
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/build.mjs',
  'scripts/bundle.mjs',
  'scripts/readings.mjs',
  'scripts/words.mjs',
];
const compiled = ['cuts', 'itemsets', 'kmeans', 'logistic', 'sort', 'trees'].map(name => `${name}.wasm`);
const kernels = [...compiled, 'worker.mjs'].map(name => `src/stats/kernels/${name}`);
const copied = ['fixtures/demo/custometry.yaml', ...kernels];

/** Compiles the sources into dist, unless dist is already made of exactly these; true when it is usable. Whether the types fit is for a test to say. */
export function build(root) {
  const stamp = join(root, 'dist', '.stamp');
  const now = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return true;
  process.stderr.write('building dist\n');
  rmSync(stamp, { force: true });
  if (!runs(root, join('node_modules', 'ts7', 'bin', 'tsc'), '-p', 'tsconfig.build.json')) return false;
  removeOrphans(root);
  for (const file of copied) copyFileSync(join(root, file), join(root, 'dist', file));
  if (!['bundle', 'words', 'readings'].every(name => runs(root, join('scripts', `${name}.mjs`)))) return false;
  writeFileSync(stamp, now);
  return true;
}

function runs(root, ...program) {
  return spawnSync(process.execPath, program, { cwd: root, stdio: ['ignore', 2, 2] }).status === 0;
}

function fingerprint(root) {
  const files = [
    ...[...sources, 'sql'].flatMap(folder => filesUnder(join(root, folder))),
    ...settings.map(file => join(root, file)),
  ];
  const lines = files.map(file => `${relative(root, file)} ${statSync(file).size} ${statSync(file).mtimeMs}`);
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

/** What an earlier build made from a source that is gone must not be packed. */
function removeOrphans(root) {
  const dist = join(root, 'dist');
  for (const file of sources.flatMap(folder => filesUnder(join(dist, folder)))) {
    const source = join(root, relative(dist, file));
    if (!existsSync(source) && !existsSync(source.replace(/(\.d\.ts|\.js)$/, '.ts'))) rmSync(file);
  }
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exit(build(dirname(dirname(fileURLToPath(import.meta.url)))) ? 0 : 1);
}
