import { CliError, exitCode } from '../../errors.js';
import { inOneLine, nearest } from '../../nearest.js';

/** The columns of a file as somebody names them: by name, by number from 1, as a range `1-4`, or several of these with commas. Throws CliError (usage) with the nearest names. */
export function pickColumns(wanted: string, names: string[], file: string): string[] {
  if (names.includes(wanted)) return [wanted];
  return [...new Set(wanted.split(',').flatMap(part => pick(part.trim(), names, file)))];
}

function pick(part: string, names: string[], file: string): string[] {
  if (names.includes(part)) return [part];
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
  if (from === undefined) throw unknown(part, names, file);
  const [first, last] = [Number(from), Number(to)];
  if (first >= 1 && first <= last && last <= names.length) return names.slice(first - 1, last);
  if (last < first) throw new CliError(`${part} is a range backwards`, exitCode.usage, `write ${to}-${from}`);
  const what = from === to ? `column ${part}` : `columns ${part}`;
  throw new CliError(`${file} has no ${what}: it has ${names.length}`, exitCode.usage, listed(names));
}

function unknown(part: string, names: string[], file: string): CliError {
  const near = nearest(part, names);
  const hint = near ? `did you mean ${near}? ${listed(names)}` : listed(names);
  return new CliError(`${file} has no column ${part || '""'}`, exitCode.usage, hint);
}

function listed(names: string[]): string {
  const shown = names.slice(0, 20).map((name, index) => `${index + 1} ${inOneLine(name)}`);
  const more = names.length > 20 ? `, and ${names.length - 20} more` : '';
  return names.length === 0 ? 'it has no columns: is it empty?' : `its columns are ${shown.join(', ')}${more}`;
}
