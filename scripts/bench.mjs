// `npm run bench`: installs and builds what is missing, measures the claims and writes bench/results.md.
// `npm run bench -- rfm` runs one and only prints it; `-- --long` adds what needs disk and minutes.
import { spawnSync } from 'node:child_process';

for (const script of ['scripts/install.mjs', 'scripts/build.mjs']) spawnSync('node', [script], { stdio: 'inherit' });
const words = ['--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)];
process.exitCode = spawnSync('node', words, { stdio: 'inherit' }).status ?? 1;
