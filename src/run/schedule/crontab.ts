/** What a project needs to be looked after by a scheduler of the system. */
export interface Installation {
  /** Tells this project from others; letters, digits and `-`. */
  name: string;
  /** What it is called among people. */
  title: string;
  /** The folder of the project file. */
  folder: string;
  /** The program and its words, which does what is due. */
  command: string[];
  /** The minutes of an hour at which it is called. */
  minutes: number[];
}

const times: Partial<Record<number, string>> = { 1: 'once an hour', 2: 'twice an hour', 60: 'every minute' };

/** The lines of a crontab that look after a project, between marks by which they are found again. */
export function crontabLines({ name, title, command, minutes }: Installation): string[] {
  const words = command.map(word => quoted(word).replaceAll('%', '\\%')).join(' ');
  return [
    `# custometry begin ${name}`,
    `# ${oneLine(title)}: looks ${times[minutes.length] ?? `${minutes.length} times an hour`}, and does what is due and nothing else`,
    `${minutes.length === 60 ? '*' : minutes.join(',')} * * * * ${words}`,
    `# custometry end ${name}`,
  ];
}

/** A crontab with these lines in the place of those of the same marks, or at its end. */
export function withLines(crontab: string, lines: string[]): string {
  const [begin = '', end = ''] = [lines[0], lines.at(-1)];
  const before = crontab.split('\n');
  if (before.at(-1) === '') before.pop();
  const from = before.indexOf(begin);
  const to = before.indexOf(end, from);
  if (from < 0 || to < 0) return `${[...before, ...lines].join('\n')}\n`;
  return `${[...before.slice(0, from), ...lines, ...before.slice(to + 1)].join('\n')}\n`;
}

/** A word as the shell takes it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
