import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The program as its own process, as a shell starts it. */
describe.concurrent('custometry', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'custometry-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('prints the version of the package', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    expect(await custometry('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('an unknown command: exit code 2 and the nearest one', async () => {
    expect(await custometry('qeury')).toEqual({
      code: 2,
      out: '',
      err: "custometry: unknown command 'qeury'\n  did you mean query?\n",
    });
  });

  it.each([
    ['--why', '--from'],
    ['--by', '--from'],
    ['--rows', '--preview'],
  ])('run %s without %s says nothing, and is refused: exit code 2', async (alone, other) => {
    const { code, err } = await custometry('run', alone, '7', '-p', folder);
    expect({ code, err }).toEqual({ code: 2, err: `custometry: ${alone} goes with ${other}\n` });
  });

  it('a folder without a project file: exit code 3', async () => {
    const { code, out, err } = await custometry('run', '-p', folder);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('custometry.yaml');
    expect(err).not.toContain('    at ');
  });

  it('a project file with faults: exit code 3, all of them with their line, also as JSON', async () => {
    const project = join(folder, 'faulty', 'custometry.yaml');
    await mkdir(join(folder, 'faulty'));
    await writeFile(project, 'curency: EUR\nsources:\n  sales: {fils: x.csv}\n');
    const { code, err } = await custometry('run', '-p', project, '--json');
    expect(code).toBe(3);
    expect(JSON.parse(err).error.issues).toEqual(
      expect.arrayContaining([expect.objectContaining({ line: 1 }), expect.objectContaining({ line: 3 })]),
    );
  });

  it('completes tables', async () => {
    expect((await custometry('complete', '--', 'sql', 'dw.fact')).out).toContain('dw.fact_order_line\t');
  });

  it('completes in a bash that has no more than bash, and runs nothing of what is typed', async () => {
    const { code, out: script } = await custometry('complete', 'bash');
    expect(code).toBe(0);
    const asked = `custometry() { printf '%s\\n' "$*" >&2; printf 'query\\tanswer a select\\nrun\\n:4\\n'; }
      ${script.replaceAll('2>/dev/null', '')}
      COMP_WORDS=(custometry '$(echo typed)' qu); COMP_CWORD=2; _custometry; echo "\${COMPREPLY[*]}"`;
    const bash = spawnSync('bash', ['--norc', '-c', asked], { encoding: 'utf8' });
    expect({ out: bash.stdout, err: bash.stderr }).toEqual({ out: 'query\n', err: 'complete -- $(echo typed) qu\n' });
  });

  it('signs beyond ASCII stand in a table as wide as a terminal shows them: two columns for a CJK one', async () => {
    const extracts = join(folder, 'signs');
    await mkdir(extracts);
    await writeFile(join(extracts, '売上.csv'), 'order_id,order_date,amount\n1,2024-01-31,5\n');
    await writeFile(join(extracts, 'ł.csv'), 'colour\nred\n');
    const { code, out } = await custometry('init', '-p', extracts);
    expect({ code, rows: out.match(/^ .*?\.csv +/gm) }).toEqual({ code: 0, rows: ['  ł.csv     ', '  売上.csv  '] });
  });

  it('init makes the folder of the project, where it is not there yet', async () => {
    const extracts = join(folder, 'sales');
    await mkdir(extracts);
    await writeFile(join(extracts, 'orders.csv'), 'order_id,order_date,amount\n1,2024-01-31,5\n');
    const project = join(folder, 'to', 'come');
    expect(await custometry('init', extracts, '-p', project)).toMatchObject({ code: 0 });
    expect(await readFile(join(project, 'custometry.yaml'), 'utf8')).toContain('../../sales/orders.csv');
  });

  it('what a cube was asked is remembered when the process has ended', async () => {
    const bench = workbench(
      'sources: { lines: { files: lines.csv } }\nentities: { order_line: [{ source: lines, columns: { order_id: id, ordered_at: at, net_amount: n } }] }\n',
      { 'lines.csv': 'id,at,n\n1,2024-01-01,5\n' },
    );
    await bench.run();
    expect(await custometry('cube', 'sales', '--measures', 'revenue', '-p', bench.dir)).toMatchObject({ code: 0 });
    const asked = await readFile(join(bench.dir, 'cubes', 'asked.ndjson'), 'utf8');
    expect(asked.trim().split('\n')).toEqual([expect.stringContaining('"sales"')]);
    // `-products` is no `-p roducts`.
    const least = ['--rows', 'product.category', '--measures', 'products', '--order', '-products'];
    expect(await custometry('cube', 'sales', ...least, '-p', bench.dir)).toMatchObject({ code: 0 });
    bench.close();
  });

  it('a state that belongs to somebody else: exit code 6, and the doctor says which folders', async () => {
    const own = join(folder, 'own');
    await mkdir(own);
    await writeFile(join(own, 'custometry.yaml'), 'sources: { lines: { files: lines.csv, optional: true } }\n');
    for (const name of ['landing', 'decisions', 'generations', 'ledger', 'reports', 'lock'])
      await mkdir(join(own, name), { mode: 0 });
    const stranger = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    await chmod(folder, 0o755);
    const { code, err } = await ended(process.execPath, ['dist/bundle/main.js', 'run', '-p', own], stranger);
    expect({ code, err }).toEqual({ code: 6, err: expect.stringMatching(/permission denied[\s\S]*--state/) });
    const doctor = await ended(process.execPath, ['dist/bundle/main.js', 'doctor', '-p', own], stranger);
    expect(doctor).toMatchObject({ code: 1, out: expect.stringMatching(/bad.*state: no permission.*own\/ledger/) });
  });

  it.runIf(process.platform === 'linux')('a full disk under the answer is told: exit code 6', async () => {
    const { code, err } = await shell(`"${process.execPath}" dist/bundle/main.js schema > /dev/full`);
    expect({ code, err }).toEqual({ code: 6, err: 'custometry: the answer cannot be written: the disk is full\n' });
  });

  it('a reader that leaves early is no error', async () => {
    const { code, err } = await shell(`"${process.execPath}" dist/bundle/main.js schema | head -n 1`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('a run whose notes nobody reads any more goes on to its end', async () => {
    const bench = workbench('sources: { lines: { files: lines.csv, optional: true } }\n', {});
    const { out } = await shell(
      `{ "${process.execPath}" dist/bundle/main.js run -p ${bench.dir} 2>&3 3>&-; echo $?; } 3> >(exec 3>&-; true)`,
    );
    expect(out).toMatch(/^generation 000001 published [\s\S]*\n0\n$/);
    bench.close();
  });
});

interface Ended {
  code: number;
  out: string;
  err: string;
}

const environment = { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' };

function custometry(...argv: string[]): Promise<Ended> {
  return ended(process.execPath, ['dist/bundle/main.js', ...argv]);
}

function shell(line: string): Promise<Ended> {
  return ended('bash', ['-o', 'pipefail', '-c', line]);
}

function ended(program: string, argv: string[], as: { uid?: number } = {}): Promise<Ended> {
  return new Promise(resolve => {
    execFile(program, argv, { cwd: root, env: environment, ...as }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}
