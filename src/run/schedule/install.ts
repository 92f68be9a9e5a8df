import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCode } from '../../errors.js';
import { writeFileAtomic } from '../write-file.js';
import { withLines } from './crontab.js';
import type { Unit } from './systemd-units.js';

/**
 * Puts lines into the crontab of this user, in place of those of the same marks; false when they stand there already.
 * Throws CliError (usage) where there is no crontab program, (resources) where it refuses.
 */
export function installCrontab(lines: string[]): boolean {
  const before = readCrontab();
  const after = withLines(before, lines);
  if (after === before) return false;
  crontab(['-'], after);
  return true;
}

/** Writes unit files that are not there yet as they should be; answers their paths. Throws CliError (usage) where there is no systemd. */
export function installUnits(units: Unit[], folder: string): string[] {
  if (spawnSync('systemctl', ['--version'], { stdio: 'ignore' }).error) throw absent('systemctl', '--cron');
  mkdirSync(folder, { recursive: true });
  const changed = units.filter(({ file, text }) => !stands(join(folder, file), text));
  return changed.map(({ file, text }) => {
    const path = join(folder, file);
    writeFileAtomic(path, text);
    chmodSync(path, 0o644);
    return path;
  });
}

function stands(path: string, text: string): boolean {
  return existsSync(path) && readFileSync(path, 'utf8') === text;
}

/** A user without a crontab is told so with exit code 1; that is an empty one. */
function readCrontab(): string {
  const { status, stdout, stderr } = crontab(['-l'], '', [0, 1]);
  if (status === 1 && !/no crontab/i.test(stderr)) throw refused(stderr);
  return status === 0 ? stdout : '';
}

function crontab(words: string[], input: string, accepted = [0]) {
  const { error, status, stdout, stderr } = spawnSync('crontab', words, { input, encoding: 'utf8' });
  if (error) throw absent('crontab', '--systemd');
  if (!accepted.includes(status ?? -1)) throw refused(stderr);
  return { status, stdout, stderr };
}

function refused(stderr: string): CliError {
  return new CliError(`crontab refused: ${stderr.trim()}`, exitCode.resources, 'leave --write out to see the lines');
}

function absent(program: string, other: string): CliError {
  return new CliError(
    `there is no ${program} on this machine`,
    exitCode.usage,
    `try ${other}, or let custometry wait by itself: custometry schedule run`,
  );
}
