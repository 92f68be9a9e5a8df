import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from './program.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const project = `
name: Tea shop
sources:
  sales: { files: sales.csv }
entities:
  order_line:
    - source: sales
      columns: { order_id: number, ordered_at: day, customer_id: who, net_amount: amount }
schedule: { at: '30 2 1 * *', time_zone: Europe/Berlin }
`;

/** The schedule on the command line, on a real project. */
describe('a project with a schedule', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'custometry-schedule-'));
    writeFileSync(join(folder, 'custometry.yaml'), project);
    writeFileSync(join(folder, 'sales.csv'), 'number,day,who,amount\n1,2026-01-05,anna,10\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('shows the nights to come, that one is due, and what would be installed; changes nothing', async () => {
    const { out, code } = await custometry('schedule', '--count', '2');
    expect(code).toBe(0);
    expect(out).toMatch(/^at {8}30 2 1 \* \* \(Europe\/Berlin\)\nlast run {2}none yet\ndue now {3}\d{4}-\d\d-\d\d\n/);
    expect(out).toMatch(/\n {2}\d{4}-\d\d-(28|29|30|31) {2}\d{4}-\d\d-01 02:30 \+0[12]:00/);
    const view = JSON.parse((await custometry('schedule', 'show', '--count', '3', '--json')).out);
    expect(view).toMatchObject({ due: true, last: null, at: ['30 2 1 * *'], time_zone: 'Europe/Berlin' });
    expect(view.nights_to_come).toHaveLength(3);
    expect(view.would_install.map(({ scheduler }: { scheduler: string }) => scheduler)).toEqual(['cron', 'systemd']);
    expect(existsSync(join(folder, 'ledger'))).toBe(false);
  });

  it('shows up to 999 nights, and says so to who wants more', async () => {
    const { err, code } = await custometry('schedule', '--count', '1000');
    expect(code).toBe(2);
    expect(err).toContain("argument '1000' is invalid. A number of nights from 1 to 999 is expected.");
  });

  it('waits in the foreground: does what is due, sleeps, and ends at Ctrl-C in less than two seconds', async () => {
    const program = ['dist/bundle/main.js', 'schedule', 'run', '-p', folder, '--json'];
    const waiting = spawn(process.execPath, program, { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } });
    const out = text(waiting.stdout);
    let said = '';
    for await (const piece of waiting.stderr.setEncoding('utf8')) {
      said += piece;
      if (said.includes('asleep until')) break;
    }
    const before = performance.now();
    waiting.kill('SIGINT');
    const [code] = await once(waiting, 'exit');
    expect(performance.now() - before).toBeLessThan(2000);
    expect(code).toBe(130);
    expect(said).toMatch(/asleep until \d{4}-\d\d-\d\dT/);
    expect(JSON.parse(await out)).toMatchObject({ due: true, published: true, generation: '000001', landed: 1 });
  });

  it('has nothing due any more: exit code 0, said once, and nothing at all with --quiet', async () => {
    expect(await custometry('run', '--due')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^nothing is due; the next night begins /),
    });
    expect(JSON.parse((await custometry('run', '--due', '--json')).out)).toMatchObject({ due: false, nights: [] });
    expect(await custometry('run', '--due', '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });

  it('prints what cron and systemd would be told, to be read or piped', async () => {
    const cron = await custometry('schedule', 'install', '--cron', '--set', 'data=/srv/a b');
    const lines = cron.out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^# custometry begin custometry-tea-shop-[0-9a-f]{6}$/);
    expect(lines[2]).toMatch(/^[\d,]+ \* \* \* \* \S+.* run --due --wait 10m --quiet -p \S+ --set 'data=\/srv\/a b'$/);
    expect(cron.err).toContain('nothing was written');
    const { out } = await custometry('schedule', 'install', '--systemd', '--user', '--json');
    const [service, timer] = JSON.parse(out).files;
    expect(service).toMatchObject({
      path: expect.stringMatching(/\/systemd\/user\/custometry-tea-shop-\w+\.service$/),
    });
    expect(service.text).toMatch(/^ExecStart=.* "?run"? .*--due --wait 10m -p /m);
    expect(timer.text).toContain('Persistent=true');
  });

  it('writes the units once, and says what is left to do', async ({ skip }) => {
    if (spawnSync('systemctl', ['--version']).error) skip('no systemctl on this machine');
    const units = join(folder, 'units');
    const write = ['schedule', 'install', '--systemd', '--user', '--into', units, '--write'];
    const first = await custometry(...write);
    expect(first.out.match(/^written: .*\.(service|timer)$/gm)).toHaveLength(2);
    expect(first.err).toMatch(/systemctl --user enable --now custometry-tea-shop-\w+\.timer/);
    expect(await custometry(...write)).toEqual({ code: 0, out: 'it stands there already\n', err: '' });
    expect(readdirSync(units)).toHaveLength(2);
  });

  it('says that there is no crontab program, where there is none, and who there is to be told', async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      expect(await custometry('schedule', 'install', '--cron', '--write')).toMatchObject({
        code: 2,
        err: expect.stringContaining('there is no crontab on this machine'),
      });
    } finally {
      process.env.PATH = path;
    }
    expect(await custometry('schedule', 'install')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--cron or --systemd'),
    });
  });

  it('is not to be waited for without a schedule, nor with one that cannot be read', async () => {
    const other = mkdtempSync(join(folder, 'other-'));
    for (const [rest, wanted] of [
      ['', 'has no schedule'],
      ["schedule: { at: '30 25 * * *' }\n", 'custometry.yaml:2:13  schedule.at[0]: found "30 25 * * *"'],
    ] as const) {
      writeFileSync(join(other, 'custometry.yaml'), `sources: { sales: { files: sales.csv } }\n${rest}`);
      for (const argv of [['schedule', 'run'], ['schedule'], ['run', '--due']])
        expect(await custometry(...argv, '-p', other)).toMatchObject({ code: 3, err: expect.stringContaining(wanted) });
    }
  });

  it.each([['ten minutes'], ['10'], ['10d'], ['-1m']])('does not wait for %s', async time => {
    expect(await custometry('run', `--wait=${time}`)).toMatchObject({ code: 2, err: expect.stringContaining('10m') });
  });

  async function custometry(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const code = await runCommandLine([...argv, ...(argv.includes('-p') ? [] : ['-p', folder])]);
      return { code, out: out.mock.calls.join(''), err: err.mock.calls.join('') };
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
  }
});
