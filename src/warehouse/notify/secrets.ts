import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fillText } from '../../project/interpolate.js';
import type { Session } from '../session.js';
import { Final } from './retry.js';

/** What may be sent but not said. */
export interface Secrets {
  /** A text of the project file with its settings filled in. Throws Final where one has no value. */
  fill(text: string): string;
  /** What a file holds that only its owner can read, without the end of the line. Throws Final where others can. */
  read(file: string): string;
  /** A text without what was filled in or read. */
  hide(text: string): string;
}

/** The secrets of a project, looked up when they are needed and remembered for this notice alone. */
export function secretsOf({ project, options }: Session): Secrets {
  const known = new Set<string>();
  const settings = { set: options.set ?? {}, env: process.env, cwd: process.cwd() };
  const fill = (text: string) => {
    let fault = '';
    const filled = fillText(text, settings, new Set(), message => {
      fault ||= message;
    });
    if (filled === undefined) throw new Final(fault);
    if (filled !== text) for (const part of [filled, ...partsFilled(text, filled)]) known.add(part);
    return filled;
  };
  const read = (file: string) => {
    const path = resolve(project.dir, file);
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
      throw new Final(`${path} can be read by others; only its owner may: chmod 600 ${path}`);
    const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    known.add(text);
    return text;
  };
  // The longest first: another may be its beginning, and its end would be told.
  const hide = (text: string) =>
    [...known]
      .filter(Boolean)
      .sort((a, b) => b.length - a.length)
      .reduce((shown, one) => shown.replaceAll(one, '***'), text);
  return { fill, read, hide };
}

/** What stands between the plain text at the ends: the token of `Bearer …`. */
function partsFilled(text: string, filled: string): string[] {
  const begin = text.indexOf('${');
  const end = text.length - text.lastIndexOf('}') - 1;
  return [filled.slice(begin, filled.length - end)];
}
