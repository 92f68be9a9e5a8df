// `npm run bench`: installs and builds what is missing, then measures the claims and writes bench/results.md.
import { spawnSync } from 'node:child_process';

for (const script of ['scripts/install.mjs', 'scripts/build.mjs']) spawnSync('node', [script], { stdio: 'inherit' });
process.exitCode = spawnSync('node', ['--import', 'tsx', 'bench/main.ts'], { stdio: 'inherit' }).status ?? 1;
