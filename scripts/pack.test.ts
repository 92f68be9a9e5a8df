import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
const wanted = [
  /^package\.json$/,
  /^(README\.md|LICENSE)$/,
  /^dist\/(src|etl|models|fixtures\/demo)\/.*\.(js|d\.ts)$/,
  /^dist\/bundle\/(main\.js|program-\w+\.cjs)$/,
  /^dist\/bundle\/LICENSE-[a-z-]+$/,
  /^dist\/src\/stats\/kernels\/((cuts|itemsets|kmeans|logistic|sort|trees)\.wasm|worker\.mjs)$/,
  /^dist\/fixtures\/demo\/custometry\.yaml$/,
  /^sql\/[a-z_/]+\.sql$/,
  /^sql\/cube\/[a-z_]+\.yaml$/,
  /^src\/engine\/macros\.sql$/,
];

describe('what npm packs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-pack-'));
  let files: string[] = [];

  beforeAll(() => {
    const said = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { encoding: 'utf8', stdio });
    const [packed] = JSON.parse(said.slice(said.indexOf('[\n'))) as { filename: string; files: { path: string }[] }[];
    files = packed?.files.map(file => file.path) ?? [];
    const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--prefix', folder];
    execFileSync('npm', [...install, join(folder, packed?.filename ?? '')], { cwd: folder, stdio });
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds all that a user needs', () => {
    for (const pattern of wanted)
      expect(
        files.some(file => pattern.test(file)),
        String(pattern),
      ).toBe(true);
  });

  it('holds nothing else: no test, no source, no record of the build', () => {
    expect(files.filter(file => !wanted.some(pattern => pattern.test(file)) || /\.test\./.test(file))).toEqual([]);
  });

  it('says its version when it is installed elsewhere', () => {
    expect(custometry('--version').trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('runs the demo when it is installed elsewhere', () => {
    custometry('demo', 'company', '--no-run');
    const result = JSON.parse(custometry('run', '-p', 'company', '--json', '--quiet')) as Run;
    expect(result).toMatchObject({ published: true, checks: { failed: 0 } });
    expect(result.landed).toBeGreaterThan(15_000);
    expect(existsSync(join(folder, 'company', 'reports', 'latest'))).toBe(true);
  }, 60_000);

  function custometry(...words: string[]): string {
    return execFileSync('npx', ['--no-install', 'custometry', ...words], { cwd: folder, encoding: 'utf8', stdio });
  }
});

interface Run {
  landed: number;
}
