// `npm run kills` and `npm run soak`: installs and builds what is missing, runs a long suite and writes its section of bench/results.md.
import { spawnSync } from 'node:child_process';

for (const script of ['scripts/install.mjs', 'scripts/build.mjs']) spawnSync('node', [script], { stdio: 'inherit' });
const [name, ...rest] = process.argv.slice(2);
const words = ['--expose-gc', '--import', 'tsx', `bench/${name}.ts`, ...rest];
process.exitCode = spawnSync('node', words, { stdio: 'inherit' }).status ?? 1;
