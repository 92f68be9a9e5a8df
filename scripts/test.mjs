import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { readReport, summary } from './report.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const report = join(root, 'node_modules', '.cache', 'custometry', 'tests.json');

install(root);
const isBuilt = build(root);
mkdirSync(dirname(report), { recursive: true });
rmSync(report, { force: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const run = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});
const counts = readReport(report, run.status === 0 && isBuilt);
process.stdout.write(`${summary(counts)}\n`);
process.exit(counts.failed === 0 ? 0 : 1);
