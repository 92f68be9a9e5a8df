import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { install } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, '.demo');

install(root);
if (!build(root)) process.exit(1);
process.chdir(root);
rmSync(folder, { recursive: true, force: true });
const { demoNights } = await import(built('fixtures/demo/index.js'));
const { openWarehouse } = await import(built('src/index.js'));
const { runCommandLine } = await import(built('src/cli/program.js'));

say('A tea and coffee company with a web shop and three branches delivers its files, night after night.\n');
sayRow('night', ['files', 'landed', 'accepted', 'refused', 'repeats', 'built', 'kept', 'seconds']);
let last;
let night = 0;
const missed = [3, 4];
const drifts = [];
for await (const { date, files } of demoNights(folder)) {
  night += 1;
  if (missed.includes(night)) {
    say(`${date}  ${files.length} files came, but nothing was run; the next run catches up`);
    continue;
  }
  const warehouse = await openWarehouse({ project: folder });
  last = await warehouse.run().catch(fail);
  const { landed, accepted, quarantined, repeats, tables, elapsed_ms, warnings } = last;
  drifts.push(...warnings.filter(text => text.startsWith('source ')));
  const kept = tables.filter(table => table.status === 'kept').length;
  sayRow(date, [files.length, landed, accepted, quarantined, repeats, tables.length - kept, kept, elapsed_ms / 1000]);
}
say(
  ['', 'What was found:', ...last.findings, '', 'What to look at:', ...new Set([...drifts, ...last.warnings])].join(
    '\n  ',
  ),
);
const commands = [
  ['quarantine', 'list', '-p', '.demo', '--limit', '5'],
  ['query', '-p', '.demo', 'select segment, customers, orders, revenue from report.rfm_segment order by revenue desc'],
  ['report', 'list', '-p', '.demo'],
];
for (const words of commands) {
  say(`\n$ npx custometry ${words.map(word => (word.includes(' ') ? `"${word}"` : word)).join(' ')}`);
  await runCommandLine(words);
}
say('\nGo on: npx custometry query -p .demo "select * from mart.customer limit 5"');

function built(file) {
  return pathToFileURL(join(root, 'dist', file)).href;
}

function sayRow(title, cells) {
  const texts = cells.map(cell => cell.toLocaleString('en', { maximumFractionDigits: 1 }).padStart(10));
  say(`${title.padEnd(10)}${texts.join('')}`);
}

function fail(error) {
  process.stderr.write(`${error.hint ? `${error.message}\n${error.hint}` : error.stack}\n`);
  process.exit(error.code ?? 1);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
