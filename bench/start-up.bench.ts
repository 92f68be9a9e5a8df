import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Figures, race } from './race.js';
import { against, type Claim } from './results.js';

/** `custometry --version` against a program of commander that has nothing but a version. */
export function startUp(): Claim[] {
  const folder = mkdtempSync(join('node_modules', '.bench-'));
  try {
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, "import { Command } from 'commander';\nnew Command('empty').version('0.1.0').parse();\n");
    const runners = [
      { name: 'custometry --version', command: ['node', 'dist/bundle/main.js', '--version'] },
      { name: 'empty commander program', command: ['node', empty, '--version'] },
    ];
    const [own, rival] = race(runners, 15);
    return [against('start-up', own as Figures, rival as Figures, 1.3)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
