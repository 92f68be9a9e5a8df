import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crontabLines, type Installation, withLines } from './crontab.js';
import { installCrontab, installUnits } from './install.js';
import { pollMinutes } from './poll-minutes.js';
import type { Schedule } from './schedule.js';
import { systemdUnits } from './systemd-units.js';

const path = process.env.PATH;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install 50%-'));
});

afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

const installation = (): Installation => ({
  name: 'custometry-shop-1a2b3c',
  title: 'Tea %\nshop',
  folder,
  command: ['/bin/echo', 'run', '--due', '-p', folder, '--set', `a=it's $HOME "50%" \\`],
  minutes: [0, 30],
});

describe('the minutes at which a scheduler of the system looks', () => {
  const schedule: Schedule = { at: ['30 2 * * *'], time_zone: 'Europe/Berlin', night_of: 'day_before', tries: 3 };
  const now = new Date('2026-01-01T00:00:00Z');

  it.each([
    ['also that of a night moved by summer time', schedule, 'UTC', [0, 30]],
    ['none but those of the pattern where no clock is changed', { ...schedule, time_zone: 'UTC' }, 'UTC', [30]],
    [
      'on clocks of the machine, half an hour or a quarter away',
      { ...schedule, time_zone: 'UTC' },
      'Asia/Kathmandu',
      [15],
    ],
    [
      'of hours that are half an hour off in winter alone',
      { ...schedule, at: ['0 * * * *'], time_zone: 'Australia/Lord_Howe' },
      'UTC',
      [0, 30],
    ],
    ['of all patterns', { ...schedule, at: ['*/20 2 * * *', '59 3 L * *'], time_zone: 'UTC' }, 'UTC', [0, 20, 40, 59]],
  ] as [string, Schedule, string, number[]][])('%s', (_name, given, zone, wanted) => {
    expect(pollMinutes(given, zone, now)).toEqual(wanted);
  });
});

describe('a crontab', () => {
  const others = '# mine\n0 5 * * * backup\n';

  it('gets the lines at its end, in their place when they are there, and keeps all others', () => {
    const once = withLines(others, crontabLines(installation()));
    expect(once.startsWith(others)).toBe(true);
    expect(withLines(once, crontabLines(installation()))).toBe(once);
    const moved = withLines(`${once}# after\n`, crontabLines({ ...installation(), minutes: [45] }));
    expect(moved.match(/^45 \* \* \* \* /gm)).toHaveLength(1);
    expect(moved).not.toMatch(/^0,30 /m);
    expect(moved.endsWith('# after\n')).toBe(true);
    const two = withLines(once, crontabLines({ ...installation(), name: 'custometry-other-9' }));
    expect(two.match(/^# custometry begin /gm)).toHaveLength(2);
    expect(withLines('', ['a', 'b'])).toBe('a\nb\n');
  });

  it.each([
    [[30], 'once an hour'],
    [[0, 30], 'twice an hour'],
    [[0, 20, 40], '3 times an hour'],
    [[...Array(60).keys()], 'every minute'],
  ])('that calls at the minutes %j says in words how often it looks: %s', (minutes, words) => {
    const [, said, call] = crontabLines({ ...installation(), minutes });
    expect(said).toBe(`# Tea % shop: looks ${words}, and does what is due and nothing else`);
    expect(call).toMatch(minutes.length === 60 ? /^\* \* / : new RegExp(`^${minutes.join(',')} \\* `));
  });

  it('has a line that the shell reads back as the words that were meant, after cron took its percent signs', () => {
    const line = crontabLines(installation())[2] ?? '';
    const [, command = ''] = /^0,30 \* \* \* \* (.*)$/.exec(line) ?? [];
    expect(command).not.toMatch(/[^\\]%/);
    const said = execFileSync('sh', ['-c', command.replaceAll('\\%', '%')], { encoding: 'utf8' });
    expect(said).toBe(`${installation().command.slice(1).join(' ')}\n`);
  });

  it('is written by the crontab program, once', () => {
    const table = crontabProgram();
    expect(installCrontab(crontabLines(installation()))).toBe(true);
    const written = readFileSync(table, 'utf8');
    expect(written).toContain('# custometry begin custometry-shop-1a2b3c\n');
    expect(installCrontab(crontabLines(installation()))).toBe(false);
    expect(readFileSync(table, 'utf8')).toBe(written);
  });

  it('is refused in words where there is no such program, and where it refuses', () => {
    process.env.PATH = folder;
    expect(() => installCrontab(['a', 'b'])).toThrow(
      expect.objectContaining({
        code: 2,
        message: 'there is no crontab on this machine',
        hint: expect.stringContaining('--systemd'),
      }),
    );
    process.env.PATH = path;
    crontabProgram('echo "you may not use this program" >&2; exit 1');
    expect(() => installCrontab(['a', 'b'])).toThrow(
      expect.objectContaining({ code: 6, message: 'crontab refused: you may not use this program' }),
    );
  });

  /** The interface of crontab(1), kept in a file: `-l` prints it or says that there is none, `-` replaces it. */
  function crontabProgram(body?: string): string {
    const table = join(folder, 'table');
    const file = join(folder, 'crontab');
    const real = `if [ "$1" = -l ]; then [ -f '${table}' ] && exec cat '${table}'; echo "no crontab for you" >&2; exit 1; fi\nexec cat > '${table}'`;
    writeFileSync(file, `#!/bin/sh\n${body ?? real}\n`);
    chmodSync(file, 0o755);
    process.env.PATH = `${folder}${delimiter}${path}`;
    return table;
  }
});

describe('units of systemd', () => {
  const hasSystemd = !spawnSync('systemd-analyze', ['--version']).error;

  it('are written once, for all to read, and again when they change', ({ skip }) => {
    if (spawnSync('systemctl', ['--version']).error) skip('no systemctl on this machine');
    const units = join(folder, 'user');
    const given = systemdUnits(installation());
    const files = given.map(({ file }) => join(units, file));
    expect(files.map(file => file.slice(units.length + 1))).toEqual([
      'custometry-shop-1a2b3c.service',
      'custometry-shop-1a2b3c.timer',
    ]);
    expect(installUnits(given, units)).toEqual(files);
    expect(files.map(file => statSync(file).mode & 0o777)).toEqual([0o644, 0o644]);
    expect(installUnits(given, units)).toEqual([]);
    expect(installUnits(systemdUnits({ ...installation(), minutes: [45] }), units)).toEqual([files[1]]);
  });

  // systemd.service(5), "Command lines", and systemd.unit(5), "Specifiers".
  it('call with the words as they are', () => {
    const [, words] = /^ExecStart=(.*)$/m.exec(systemdUnits(installation())[0]?.text ?? '') ?? [];
    expect(words).toMatch(/^\/bin\/echo run --due -p "\S+ 50%%-\w+" --set /);
    expect(words?.endsWith(String.raw`"a=it's $$HOME \"50%%\" \\"`)).toBe(true);
  });

  it('say whose they are where systemd is not the user’s own', () => {
    expect(systemdUnits(installation())[0]?.text).not.toContain('User=');
    expect(systemdUnits(installation(), 'ann')[0]?.text).toContain('\nUser=ann\n');
  });

  it('are refused in words where there is no systemd', () => {
    process.env.PATH = folder;
    expect(() => installUnits(systemdUnits(installation()), folder)).toThrow(
      expect.objectContaining({ code: 2, message: 'there is no systemctl on this machine' }),
    );
  });

  it('have nothing that systemd complains of, whatever is in their names', ({ skip }) => {
    if (!hasSystemd) skip('no systemd-analyze on this machine');
    const units = systemdUnits(installation(), 'root');
    for (const { file, text } of units) writeFileSync(join(folder, file), text);
    const files = units.map(({ file }) => join(folder, file));
    const { stderr, status } = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], { encoding: 'utf8' });
    const ours = stderr.split('\n').filter(line => line.includes('custometry-shop'));
    expect({ status, ours }).toEqual({ status: 0, ours: [] });
  });

  it('call at the minutes that were meant', ({ skip }) => {
    if (!hasSystemd) skip('no systemd-analyze on this machine');
    const calendar = /^OnCalendar=(.*)$/m.exec(systemdUnits(installation())[1]?.text ?? '')?.[1] ?? '';
    expect(execFileSync('systemd-analyze', ['calendar', calendar], { encoding: 'utf8' })).toContain('*-*-* *:00,30:00');
    const all = /^OnCalendar=(.*)$/m.exec(
      systemdUnits({ ...installation(), minutes: Array.from({ length: 60 }, (_, n) => n) })[1]?.text ?? '',
    )?.[1];
    expect(execFileSync('systemd-analyze', ['calendar', all ?? ''], { encoding: 'utf8' })).toContain('*-*-* *:*:00');
  });
});
