import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A shop whose files have letters beyond ASCII where a number and a report meet them. */
const project = `sources: { people: { files: people.csv }, orders: { files: orders.csv } }
entities:
  customer: [{ source: people, columns: { customer_id: id, name: name } }]
  order_line:
    - source: orders
      columns: { order_id: id, ordered_at: day, customer_id: who, net_amount: { from: amount, formats: 1’234.50 } }
report: { audience: [name] }
`;

describe('what V8 has made of the program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-kept-'));
  const installed = mkdtempSync(join(root, 'node_modules', '.kept-'));
  const bundle = join(installed, 'bundle');
  const shop = join(folder, 'shop');

  beforeAll(() => {
    for (const beside of ['src', 'fixtures']) symlinkSync(join(root, 'dist', beside), join(installed, beside));
    writeFileSync(join(installed, 'package.json'), '{ "type": "module" }');
    mkdirSync(bundle);
    for (const name of readdirSync(join(root, 'dist', 'bundle')).filter(one => /\.(c?js|json)$/.test(one)))
      copyFileSync(join(root, 'dist', 'bundle', name), join(bundle, name));
    mkdirSync(shop);
    writeFileSync(join(shop, 'people.csv'), 'id,name\n1,＝1+1\n2,ïda\n');
    writeFileSync(join(shop, 'orders.csv'), 'id,day,who,amount\n1,2026-01-01,1,1’210.50\n2,2026-01-01,2,10\n');
    writeFileSync(join(shop, 'custometry.yaml'), project);
  });
  afterAll(() => {
    for (const one of [folder, installed]) rmSync(one, { recursive: true, force: true });
  });

  it('is kept by a run that makes a warehouse, and by nothing shorter', () => {
    custometry('schema');
    expect(kept()).toEqual([]);
    custometry('run', '-p', shop, '--quiet');
    expect(kept()).toEqual([expect.stringContaining(process.versions.v8)]);
    expect(statSync(keptPath()).mode & 0o777).toBe(0o600);
  });

  it('is not used where its bytes are not those that were written, and is then made again', () => {
    const bytes = readFileSync(keptPath());
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 0xff;
    writeFileSync(keptPath(), bytes);
    expect(JSON.parse(custometry('schema'))).toHaveProperty('properties');
    custometry('run', '-p', shop, '--quiet', '--rebuild');
    expect(readFileSync(keptPath()).equals(bytes)).toBe(false);
  });

  it('means the letters beyond ASCII that the sources have', () => {
    custometry('run', '-p', shop, '--quiet', '--rebuild');
    const report = (file: string) => readFileSync(join(shop, 'reports', 'latest', file), 'utf8');
    const names = report('customers-by-segment.csv').match(/[^,]*(1\+1|da)(?=,)/g);
    expect(names).toEqual(["'＝1+1", 'ïda']);
    expect(report('report.html')).toContain('Customer report · as of 1 January 2026');
  });

  function kept(): string[] {
    return readdirSync(bundle).filter(name => /\.cjs\./.test(name));
  }

  function keptPath(): string {
    return join(bundle, kept()[0] ?? 'none');
  }

  function custometry(...words: string[]): string {
    return execFileSync(process.execPath, [join(bundle, 'main.js'), ...words], { encoding: 'utf8' });
  }
});
