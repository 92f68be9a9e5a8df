import type { Installation } from './crontab.js';

/** A unit file of systemd, by its name. */
export interface Unit {
  file: string;
  text: string;
}

/** The service that does what is due, and the timer that calls it; `user` runs it where systemd is not that user's own. */
export function systemdUnits({ name, title, folder, command, minutes }: Installation, user?: string): Unit[] {
  const service = [
    '[Unit]',
    `Description=Custometry: ${escaped(title)}`,
    '',
    '[Service]',
    'Type=oneshot',
    ...(user ? [`User=${user}`] : []),
    `WorkingDirectory=${escaped(folder)}`,
    `EnvironmentFile=-${escaped(`${folder}/custometry.env`)}`,
    `ExecStart=${command.map(quoted).join(' ')}`,
    'UMask=0077',
    'Nice=5',
  ];
  const timer = [
    '[Unit]',
    `Description=Custometry: ${escaped(title)}, looked after every hour`,
    '',
    '[Timer]',
    `OnCalendar=*-*-* *:${minutes.length === 60 ? '*' : minutes.map(twoDigits).join(',')}:00`,
    'Persistent=true',
    'AccuracySec=1s',
    '',
    '[Install]',
    'WantedBy=timers.target',
  ];
  return [unit(`${name}.service`, service), unit(`${name}.timer`, timer)];
}

function unit(file: string, lines: string[]): Unit {
  return { file, text: `${lines.join('\n')}\n` };
}

const twoDigits = (minute: number) => String(minute).padStart(2, '0');

/** systemd.unit(5): `%` begins a specifier; a value ends with its line. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('%', '%%');
}

/** systemd.service(5), "Command lines": `$` begins a variable, and quotes are those of C. */
function quoted(word: string): string {
  const plain = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  if (/^[\w@%+=:,./$-]+$/.test(plain)) return plain;
  const inside = plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${inside}"`;
}
