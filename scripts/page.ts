import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { vi } from 'vitest';

const program = resolve('dist/src/cli/program.js');

/** Something that a page tells its reader to do. */
interface Step {
  name: string;
  step: () => void | Promise<void>;
}

/** The steps of a page, to be done in a folder: a fence with a file's name writes that file, a line of a shell fence that calls the program runs it. */
export function stepsOf(page: string, folder: string): Step[] {
  const fences = [...readFileSync(page, 'utf8').matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)];
  return fences.flatMap(([, language, file = '', text = '']) => {
    if (file) return [{ name: `writes ${file}`, step: () => write(join(folder, file), text) }];
    const lines = language === 'sh' ? text.split('\n') : [];
    return lines
      .filter(line => line.startsWith('npx custometry '))
      .map(line => ({
        name: `runs ${line}`,
        step: async () => void (await call(line.slice('npx custometry '.length), folder)),
      }));
  });
}

/**
 * What the built program says to these words, as a shell would split them. Throws where it fails. It is loaded once and called in this
 * process: a process for each line spends most of its time on starting.
 */
export async function call(words: string, folder: string): Promise<string> {
  const given = [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const { runCommandLine } = (await import(program)) as typeof import('../src/cli/program.js');
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const home = process.cwd();
  process.chdir(folder);
  try {
    if ((await runCommandLine(given)) !== 0) throw new Error(`${words}: ${said(err.mock.calls)}`);
    return said(out.mock.calls);
  } finally {
    process.chdir(home);
    out.mockRestore();
    err.mockRestore();
  }
}

function said(calls: unknown[][]): string {
  return calls
    .map(([piece]) => (typeof piece === 'string' ? piece : Buffer.from(piece as Uint8Array).toString()))
    .join('');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
