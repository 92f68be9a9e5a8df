import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOutside, leftOutside } from './left-outside.js';

const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
const wanted = [
  /^package\.json$/,
  /^(README\.md|LICENSE)$/,
  /^dist\/(src|etl|models|fixtures\/demo)\/.*\.(js|d\.ts)$/,
  /^dist\/bundle\/(main\.js|program-\w+\.cjs)$/,
  /^dist\/bundle\/LICENSE-[a-z-]+$/,
  /^dist\/bundle\/package\.json$/,
  /^dist\/src\/stats\/kernels\/((cuts|itemsets|kmeans|logistic|sort|trees)\.wasm|worker\.mjs)$/,
  /^dist\/fixtures\/demo\/custometry\.yaml$/,
  /^dist\/readings\/v[0-9.]+\.json$/,
  /^dist\/words\/[0-9a-f]{16}\.duckdb$/,
  /^sql\/[a-z_/]+\.sql$/,
  /^sql\/cube\/[a-z_]+\.yaml$/,
  /^src\/engine\/macros\.sql$/,
];

/** Two groups of 20, far from each other: (1, 1) … (20, 20) and (1001, 1001) … (1020, 1020). */
const rows = Array.from({ length: 40 }, (_, at) => (at < 20 ? at + 1 : at + 981)).map(
  at => `${at},${at},${at > 500 ? 'tak' : 'nie'}`,
);
/** The means of either pair, by hand. */
const calls = `console.log(JSON.stringify(all.kmeans([Float64Array.of(0, 0, 9, 9), Float64Array.of(0, 1, 9, 8)], { k: 2 }).centers))`;

describe('what npm packs', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'custometry-pack-')), 'Łódź i inne');
  let files: string[] = [];

  beforeAll(() => {
    mkdirSync(folder);
    const said = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { encoding: 'utf8', stdio });
    const [packed] = JSON.parse(said.slice(said.indexOf('[\n'))) as { filename: string; files: { path: string }[] }[];
    files = packed?.files.map(file => file.path) ?? [];
    const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--prefix', folder];
    execFileSync('npm', [...install, join(folder, packed?.filename ?? '')], { cwd: folder, stdio });
  });
  afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

  it('holds all that a user needs', () => {
    for (const pattern of wanted)
      expect(
        files.some(file => pattern.test(file)),
        String(pattern),
      ).toBe(true);
  });

  it('holds nothing else: no test, no source, no record of the build, nothing that only the bundle is made of', () => {
    expect(
      files.filter(
        file => !wanted.some(pattern => pattern.test(file)) || /\.test\.|^dist\/src\/(cli|init)\//.test(file),
      ),
    ).toEqual([]);
  });

  it('says its version when it is installed elsewhere', () => {
    const said = execFileSync('npx', ['--no-install', 'custometry', '--version'], { cwd: folder, encoding: 'utf8' });
    expect(said.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('runs the demo when it is installed elsewhere', () => {
    custometry('demo', 'company', '--no-run');
    const result = JSON.parse(custometry('run', '-p', 'company', '--json', '--quiet')) as Run;
    expect(result).toMatchObject({ published: true, checks: { failed: 0 } });
    expect(result.landed).toBeGreaterThan(15_000);
    expect(existsSync(join(folder, 'company', 'reports', 'latest'))).toBe(true);
  });

  it('finds all that it loads besides itself, as it loads it', () => {
    const bundle = join(folder, 'node_modules', 'custometry', 'dist', 'bundle');
    const program = readdirSync(bundle).find(name => /^program-\w+\.cjs$/.test(name)) as string;
    const outside = leftOutside(join(bundle, program));
    const packages = new Set(outside.map(({ name }) => name).filter(name => !name.startsWith('.')));
    expect([...packages].sort()).toEqual([
      '@bomb.sh/tab/commander',
      '@duckdb/node-bindings',
      'apache-arrow',
      'commander',
      'fzstd',
      'ml-cart',
      'ml-kmeans',
      'nodemailer',
      'picocolors',
      'xxhash-wasm',
    ]);
    expect(faultsOutside(join(bundle, program), outside)).toEqual([]);
    const front = readFileSync(join(bundle, 'main.js'), 'utf8');
    const loaded = [...front.matchAll(/\b(?:from |require\(|import\()"([^"]+)"/g)].map(([, name = '']) => name);
    expect(loaded).toContain('node:vm');
    expect(loaded.filter(name => !isBuiltin(name))).toEqual([]);
  });

  it('reads, prints and writes signs beyond ASCII', () => {
    expect(custometry('query', '-p', 'company', "select 'Łódź' as miasto, '漢字👍🏽' as k").split('\n')).toEqual([
      'miasto  k',
      '──────  ──────',
      'Łódź    漢字👍🏽',
      '',
    ]);
    writeFileSync(join(folder, 'żółw.csv'), `wiek,dochód,wziął\n${rows.join('\n')}\n`);
    const segment = 'mine segment żółw.csv --columns wiek,dochód --k 2 --scale none --json'.split(' ');
    for (const engine of ['own', 'reference'])
      expect(JSON.parse(custometry(...segment, '--engine', engine))).toMatchObject({ sizes: [20, 20] });
    for (const engine of ['own', 'reference'])
      expect(custometry('mine', 'tree', 'żółw.csv', '--target', 'wziął', '--engine', engine)).toContain('dochód');
    custometry('export', 'score.rfm', '-p', 'company', '--out', 'zażółć.arrow');
    expect(readFileSync(join(folder, 'zażółć.arrow')).subarray(0, 4)).toEqual(Buffer.alloc(4, 255));
    expect(custometry('complete', '--', 'que')).toContain('query');
  });

  it.each([
    ['import', ['--input-type=module', '--eval', `import * as all from 'custometry'; ${calls}`]],
    ['require', ['--eval', `const all = require('custometry'); ${calls}`]],
  ])('is a library by %s', (_, words) => {
    const said = execFileSync(process.execPath, words, { cwd: folder, encoding: 'utf8', stdio });
    expect(JSON.parse(said)).toEqual([
      [0, 0.5],
      [9, 8.5],
    ]);
  });

  it('has types for the examples of docs/library.md', () => {
    const page = readFileSync('docs/library.md', 'utf8');
    const examples = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, example = '']) => example);
    expect(examples.length).toBeGreaterThan(3);
    const files = examples.map((example, at) => {
      writeFileSync(join(folder, `example-${at}.mts`), example);
      return `example-${at}.mts`;
    });
    const tsc = join(process.cwd(), 'node_modules', 'ts7', 'bin', 'tsc');
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck'];
    execFileSync(process.execPath, [tsc, ...options, ...files], { cwd: folder, stdio: ['ignore', 2, 2] });
  });

  it('names in its types no package that is not installed with it', () => {
    const root = join(folder, 'node_modules', 'custometry');
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
    const named = files
      .filter(file => file.endsWith('.d.ts'))
      .flatMap(file => [
        ...readFileSync(join(root, file), 'utf8').matchAll(/(?:from |import\()['"]([^.'"][^'"]*)['"]/g),
      ])
      .map(([, name = '']) => name);
    const packages = [...new Set(named)].filter(name => !isBuiltin(name));
    expect(packages).toContain('apache-arrow');
    expect(packages.filter(name => !(name in dependencies))).toEqual([]);
  });

  it.each([
    ['ml-kmeans', 'mine segment żółw.csv --columns wiek --k 2'],
    ['ml-cart', 'mine tree żółw.csv --target wziął'],
  ])('says that %s is missing where the reference engine is asked for', (name, asked) => {
    const program = join(folder, 'node_modules', '.bin', 'custometry');
    const [home, away] = [join(folder, 'node_modules', name), join(folder, `${name}-away`)];
    renameSync(home, away);
    const words = [...asked.split(' '), '--engine', 'reference'];
    const { status, stderr } = spawnSync(program, words, { cwd: folder, encoding: 'utf8' });
    renameSync(away, home);
    expect(stderr).toMatch(new RegExp(`is the package ${name}, which is not installed\\n {2}npm install ${name} `));
    expect(status).toBe(2);
  });

  it('speaks its words where the file of them was cut short', () => {
    const home = join(folder, 'node_modules', 'custometry', 'dist', 'words');
    const [name = ''] = readdirSync(home);
    writeFileSync(join(home, name), readFileSync(join(home, name)).subarray(0, 10_000));
    const segment = 'mine segment żółw.csv --columns wiek,dochód --k 2 --scale none --json'.split(' ');
    expect(JSON.parse(custometry(...segment))).toMatchObject({ sizes: [20, 20] });
  });

  it('says what is missing where DuckDB was installed for another machine', () => {
    const home = join(folder, 'node_modules', '@duckdb');
    const native = readdirSync(home).find(name => name.startsWith('node-bindings-')) as string;
    renameSync(join(home, native), join(home, 'away'));
    const program = join(folder, 'node_modules', '.bin', 'custometry');
    const { status, stderr } = spawnSync(program, ['query', '-p', 'company', 'select 1'], {
      cwd: folder,
      encoding: 'utf8',
    });
    renameSync(join(home, 'away'), join(home, native));
    expect(stderr).toMatch(
      /^custometry: DuckDB cannot be loaded on \w+ \w+: .*node-bindings.*\n {2}install custometry on this machine/,
    );
    expect(status).toBe(6);
  });

  function custometry(...words: string[]): string {
    const program = join(folder, 'node_modules', '.bin', 'custometry');
    return execFileSync(program, words, { cwd: folder, encoding: 'utf8', stdio });
  }
});

interface Run {
  landed: number;
}
