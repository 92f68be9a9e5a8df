import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// The program in two files, what reads the command line and what the commands need: half of what a run took to start was finding, reading
// and taking apart a thousand. The demo finds files beside it and stays where it is, packages too, but those of many files that every run needs,
// and those that are modules with a default export: what is required of one is not what an import would give.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const cli = join(dist, 'src', 'cli');
const taken = [
  '@duckdb/node-api',
  'commander',
  'croner',
  'fast-string-truncated-width',
  'fast-string-width',
  'yaml',
  'zod',
];
const placed = ['fixtures/demo/index.js'];
const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json')));
const packages = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
const outdir = join(dist, 'bundle');
const common = { outdir, bundle: true, platform: 'node', logLevel: 'warning' };

/** The modules that wait until they are asked for come out of the program; they are noted in `waiting`. */
function fromProgram(waiting) {
  const keeper = JSON.stringify(join(cli, 'kept-program.js'));
  return {
    name: 'from-program',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) =>
        kind === 'dynamic-import' ? { path: join(resolveDir, path), namespace: 'program' } : undefined,
      );
      onLoad({ filter: /./, namespace: 'program' }, ({ path }) => {
        const name = relative(cli, path);
        waiting.add(name);
        return {
          contents: `module.exports = require(${keeper}).fromProgram(${JSON.stringify(name)})`,
          resolveDir: cli,
        };
      });
    },
  };
}

async function bundleFront(program, options) {
  const waiting = new Set();
  await build({
    ...common,
    ...options,
    entryPoints: [join(cli, 'main.js')],
    format: 'cjs',
    banner: { js: "'use strict'; const __here = require('node:url').pathToFileURL(__filename).href;" },
    define: { PROGRAM: JSON.stringify(program), 'import.meta.url': '__here' },
    plugins: [fromProgram(waiting)],
  });
  return [...waiting].sort();
}

async function bundleProgram(names) {
  const modules = names.map(name => `${JSON.stringify(name)}: () => require(${JSON.stringify(`./${name}`)})`);
  const { metafile, outputFiles } = await build({
    ...common,
    stdin: { contents: `__answer({ ${modules.join(', ')} })`, resolveDir: cli },
    entryNames: 'program-[hash]',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    metafile: true,
    write: false,
    plugins: [withAddress],
    external: ['commander', ...packages.filter(name => !taken.includes(name)), ...placed.map(file => join(dist, file))],
    define: { 'import.meta.url': '__here' },
    banner: {
      js: '(function (require, __import, __here) { let __modules; const __answer = given => { __modules = given; };',
    },
    footer: { js: 'return __modules; })' },
  });
  const [{ path, text }] = outputFiles;
  const [{ imports }] = Object.values(metafile.outputs);
  mkdirSync(outdir, { recursive: true });
  const program = importedBy('__import', text, imports.filter(({ kind }) => kind === 'dynamic-import').length);
  writeFileSync(path, inAscii(program), 'ascii');
  return `./${basename(path)}`;
}

/** It is read as bytes, which is faster; in regular expressions and tagged templates letters beyond ASCII are left by the bundler. */
function inAscii(text) {
  if (/String\.raw`[^`]*\P{ASCII}/u.test(text)) throw new Error('String.raw holds letters beyond ASCII');
  const escaped = unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return text.replace(/\P{ASCII}/gu, letter => letter.split('').map(escaped).join(''));
}

/** A module that finds others beside it by its address keeps that, wherever its text is. */
const withAddress = {
  name: 'with-address',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]kernels[\\/](compiled|helpers)\.js$/ }, ({ path }) => {
      const address = `new URL(${JSON.stringify(relative(outdir, path).replaceAll('\\', '/'))}, __here)`;
      return { contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', address) };
    });
  },
};

/** What is no module cannot import one by itself without a warning. */
function importedBy(name, text, count) {
  const pieces = text.split(/\bimport\((?=")/);
  if (pieces.length !== count + 1) throw new Error(`${count} imports are expected, found ${pieces.length - 1}`);
  return pieces.join(`${name}(`);
}

rmSync(outdir, { recursive: true, force: true });
const waiting = await bundleFront('', { write: false });
await bundleFront(await bundleProgram(waiting));
// Node takes some milliseconds to make ready what loads modules, and for all that they need.
writeFileSync(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
for (const name of taken) {
  const folder = join(root, 'node_modules', name);
  const given = readdirSync(folder).find(file => file.toLowerCase() === 'license');
  copyFileSync(join(folder, given), join(outdir, `LICENSE-${name.replace('@', '').replace('/', '-')}`));
}
chmodSync(join(outdir, 'main.js'), 0o755);
