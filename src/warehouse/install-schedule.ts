import { createHash } from 'node:crypto';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { crontabLines, type Installation } from '../run/schedule/crontab.js';
import { installCrontab, installUnits } from '../run/schedule/install.js';
import { pollMinutes } from '../run/schedule/poll-minutes.js';
import { systemdUnits } from '../run/schedule/systemd-units.js';
import { scheduleOf } from './due.js';
import type { Session } from './session.js';

/** Which scheduler of the system is told, and what it is to call. */
export interface InstallOptions {
  scheduler: 'cron' | 'systemd';
  /** The program and its words, without the project's. */
  command: string[];
  /** systemd: that of the user, not of the machine. */
  user?: boolean;
  /** systemd: the folder of the unit files; default: where it looks for them. */
  folder?: string;
  /** Tells it; otherwise nothing is written. */
  write?: boolean;
}

/** What it is told, and whether it was. */
export interface Installed {
  scheduler: 'cron' | 'systemd';
  /** Lines of the crontab, or unit files with their paths. */
  files: { path: string; text: string }[];
  /** What was written just now; empty without `write`, and where all of it stood already. */
  written: string[];
  /** What is left to be done by hand. */
  next: string[];
}

/** Tells a scheduler of the system to look after the project, or shows how. Throws CliError (usage) where the machine has no such scheduler, (project) without a schedule. */
export function installSchedule(session: Session, options: InstallOptions): Installed {
  const installation = installationOf(session, options.command);
  return options.scheduler === 'cron' ? withCron(installation, options) : withSystemd(installation, options);
}

function withCron(installation: Installation, { write }: InstallOptions): Installed {
  const lines = crontabLines(installation);
  const written = write && installCrontab(lines) ? ['crontab'] : [];
  return { scheduler: 'cron', files: [{ path: 'crontab', text: `${lines.join('\n')}\n` }], written, next: [] };
}

function withSystemd(installation: Installation, options: InstallOptions): Installed {
  const { user = false, write } = options;
  const folder = options.folder ?? unitFolder(user);
  const units = systemdUnits(installation, user ? undefined : userInfo().username);
  const control = `systemctl${user ? ' --user' : ''}`;
  return {
    scheduler: 'systemd',
    files: units.map(({ file, text }) => ({ path: join(folder, file), text })),
    written: write ? installUnits(units, folder) : [],
    next: [`${control} daemon-reload`, `${control} enable --now ${installation.name}.timer`],
  };
}

/** systemd.unit(5), "Unit File Load Path". */
function unitFolder(user: boolean): string {
  if (!user) return '/etc/systemd/system';
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'systemd', 'user');
}

/** Named after the project and the folder of its state, of which there may be several. */
function installationOf(session: Session, command: string[]): Installation {
  const { project, state, options, now } = session;
  const title = project.config.name;
  const word = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const mark = createHash('sha256').update(`${project.dir}\n${state.dir}`).digest('hex').slice(0, 6);
  const where = ['-p', project.dir, ...(state.dir === project.dir ? [] : ['--state', state.dir])];
  const settings = Object.entries(options.set ?? {}).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  return {
    name: ['custometry', word, mark].filter(Boolean).join('-'),
    title,
    folder: project.dir,
    command: [...command, ...where, ...settings],
    minutes: pollMinutes(scheduleOf(session), Intl.DateTimeFormat().resolvedOptions().timeZone, now()),
  };
}
