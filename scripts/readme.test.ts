import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

/*
 * The user's first hour, walked as it is written: a fence with a file's name writes that file, and each line of a shell fence that
 * calls the program is run.
 */
const main = resolve('dist/src/cli/main.js');
const fences = [...readFileSync('README.md', 'utf8').matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)];

describe('the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-readme-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const steps = fences.flatMap(([, language, file = '', text = '']) => {
    if (file) return [{ name: `writes ${file}`, step: () => write(join(folder, file), text) }];
    const lines = language === 'sh' ? text.split('\n') : [];
    return lines
      .filter(line => line.startsWith('npx custometry '))
      .map(line => ({ name: `runs ${line}`, step: () => run(line.slice('npx custometry '.length)) }));
  });

  it('has steps', () => expect(steps.length).toBeGreaterThan(10));

  it.each(steps)('$name', ({ step }) => step());

  it('leads to the figures that can be added up by hand', () => {
    const said = run(
      'query -p mine --csv "select customer_id, orders, revenue from mart.customer order by customer_id"',
    );
    const cells = said
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map(row => row.split(',').map(Number));
    expect(cells).toEqual([
      [17, 2, 35.5],
      [18, 2, 8],
      [19, 1, 11],
    ]);
  });

  function run(words: string): string {
    const given = [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    return execFileSync(process.execPath, [main, ...given], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  }
});

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
