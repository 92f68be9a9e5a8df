import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { firstRun } from './first-run.bench.js';
import { resultsPage } from './results.js';
import { startUp } from './start-up.bench.js';

const claims = [...startUp(), ...(await firstRun())];
const page = resultsPage(
  claims,
  `node ${process.version}, ${availableParallelism()} cores of ${cpus()[0]?.model ?? 'an unknown kind'}`,
);
writeFileSync('bench/results.md', page);
process.stdout.write(page);
