import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('gates', () => {
  it.concurrent('types: the compiler has nothing to say', async () => {
    const cache = 'node_modules/.cache/custometry/types.tsbuildinfo';
    await passes(['ts7/bin/tsc', '--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', cache]);
  });

  it.concurrent('lint: the linter and the formatter have nothing to say', async () => {
    await passes(['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--colors=off']);
  });

  it.concurrent('unused: every file, export and dependency is used', async () => {
    await passes(['knip/bin/knip.js', '--no-progress']);
  });
});

async function passes([tool, ...words]: string[]): Promise<void> {
  const child = spawn(process.execPath, [`node_modules/${tool}`, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.on('data', piece => said.push(piece));
  child.stderr.on('data', piece => said.push(piece));
  const code = await new Promise<number | null>(resolve => child.on('close', resolve));
  expect(code, Buffer.concat(said).toString()).toBe(0);
}
