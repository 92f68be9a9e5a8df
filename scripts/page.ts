import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const main = resolve('dist/src/cli/main.js');

/** Something that a page tells its reader to do. */
interface Step {
  name: string;
  step: () => void;
}

/** The steps of a page, to be done in a folder: a fence with a file's name writes that file, a line of a shell fence that calls the program runs it. */
export function stepsOf(page: string, folder: string): Step[] {
  const fences = [...readFileSync(page, 'utf8').matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)];
  return fences.flatMap(([, language, file = '', text = '']) => {
    if (file) return [{ name: `writes ${file}`, step: () => write(join(folder, file), text) }];
    const lines = language === 'sh' ? text.split('\n') : [];
    return lines
      .filter(line => line.startsWith('npx custometry '))
      .map(line => ({ name: `runs ${line}`, step: () => void call(line.slice('npx custometry '.length), folder) }));
  });
}

/** What the program says to these words, as a shell would split them. Throws where it fails. */
export function call(words: string, folder: string): string {
  const given = [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  return execFileSync(process.execPath, [main, ...given], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
