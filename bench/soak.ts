import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workbenchAt } from '../fixtures/workbench.js';
import { beginYear, nightOf } from '../fixtures/year/index.js';
import { differences } from './kills/differences.js';
import { fitLine } from './line.js';
import { pageTable, writeSection } from './section.js';

/** A year of nights of a small company, one after the other, and at the end the question whether one rebuild says the same. */
const nights = Number(process.argv[2] ?? 365);
const every = 30;
const folder = mkdtempSync(join(tmpdir(), 'custometry-soak-'));
const bench = workbenchAt(folder);
const begun = performance.now();
const seen: Measured[] = [];
let records = 0;
let last = 0;
let isStopped = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
beginYear(folder);
for (let night = 0; night < nights && !isStopped; night++) {
  for (const [name, text] of Object.entries(nightOf(night))) writeFileSync(join(folder, name), text);
  const clock = () => new Date(Date.UTC(2024, 0, 2 + night, 2));
  const start = performance.now();
  const { landed } = await bench.run({ now: clock });
  records += landed;
  last = night + 1;
  if (night % every === every - 1 || night === nights - 1) seen.push(measure(night + 1, performance.now() - start));
}
const without = { tables: /^meta\./ };
const grown = await bench.contents(without);
await bench.run({ rebuild: true, now: () => new Date(Date.UTC(2024, 0, 2 + last, 2)) });
const rebuiltSize = sizes().generation;
const { lost, added, tables } = differences(grown, await bench.contents(without));
const minutes = (performance.now() - begun) / 60_000;
if (last >= 365) writeSection('A year of nights', body());
process.stdout.write(`${body()}\n`);
rmSync(folder, { recursive: true, force: true });
process.exitCode = lost + added === 0 ? 0 : 1;

/** Ctrl-C ends the year after the night under way; what was found until then is told. */
function stop(): void {
  isStopped = true;
}

interface Measured {
  night: number;
  records: number;
  seconds: number;
  resident: number;
  disk: ReturnType<typeof sizes>;
}

function measure(night: number, elapsed: number): Measured {
  globalThis.gc?.();
  const measured = { night, records, seconds: elapsed / 1000, resident: process.memoryUsage().rss, disk: sizes() };
  process.stderr.write(`${JSON.stringify(measured)}\n`);
  return measured;
}

function sizes() {
  const of = (name: string) => bytesIn(join(folder, name));
  const ids = readdirSync(join(folder, 'generations')).filter(name => /^\d+$/.test(name));
  const generation = of(join('generations', ids.sort().at(-1) ?? ''));
  return {
    landing: of('landing'),
    decisions: of('decisions'),
    ledger: of('ledger'),
    reports: of('reports'),
    generation,
  };
}

function bytesIn(path: string): number {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

function body(): string {
  const kb = (size: number) => (size / 1000).toFixed(0);
  const rows = seen.map(({ night, records: count, seconds, resident, disk }) => [
    night,
    count,
    seconds.toFixed(1),
    (resident / 1e6).toFixed(0),
    ...[disk.landing, disk.generation, disk.decisions, disk.ledger, disk.reports].map(kb),
  ]);
  const head = [
    'night',
    'records landed',
    'seconds',
    'resident MB',
    'landing kB',
    'generation kB',
    'decisions kB',
    'ledger kB',
    'reports kB',
  ];
  return [
    `Written by \`npm run soak\`: ${last} nights of a small company with late, corrected and deleted records, in one process, ${minutes.toFixed(1)} minutes.`,
    `Against one \`run --rebuild\` at the end: ${tables} tables, rows lost ${lost}, rows too many ${added}; its generation has ${kb(rebuiltSize)} kB.`,
    '',
    pageTable(head, rows),
    '',
    ...(['landing', 'generation', 'ledger'] as const).map(name => fitted(name, kb)),
    residentWords(),
  ].join('\n');
}

function fitted(name: keyof Measured['disk'], kb: (size: number) => string): string {
  const { intercept, slope, r2 } = fitLine(seen.map(one => [one.records, one.disk[name]]));
  return `- ${name}: ${kb(intercept)} kB + ${slope.toFixed(0)} bytes per record, R² ${r2.toFixed(4)}`;
}

function residentWords(): string {
  const { slope, r2 } = fitLine(seen.slice(2).map(one => [one.night, one.resident]));
  const [first, last] = [seen.at(2) ?? seen[0], seen.at(-1)];
  return `- resident memory after night ${first?.night}: ${((first?.resident ?? 0) / 1e6).toFixed(0)} MB, at the end ${((last?.resident ?? 0) / 1e6).toFixed(0)} MB; ${(slope / 1000).toFixed(0)} kB per night, R² ${r2.toFixed(2)}`;
}
