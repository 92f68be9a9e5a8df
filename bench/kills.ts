import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from '../fixtures/demo/random.js';
import { cycle, type Kill, type Outcome } from './kills/cycle.js';
import { faults } from './kills/faults.js';
import { type Stage, stagesIn } from './kills/stages.js';
import { pageTable, writeSection } from './section.js';

/** Kills the runs of three nights, over and over, and counts what was lost or came twice. Some kills come too late to count. `npm run kills -- 500` kills more. */
const wanted = Number(process.argv[2] ?? 240);
const folder = mkdtempSync(join(tmpdir(), 'custometry-kills-'));
const small = smallDisk();
const source = random('kills', wanted);
const begun = performance.now();
let isStopped = false;
const stages = await stagesIn(folder, 300);
const plan = planned();
const outcomes: (Outcome & Kill & { night: number })[] = [];
process.once('SIGINT', stop).once('SIGTERM', stop);
for (const [place, { stage, ...kill }] of plan.entries()) {
  if (isStopped) break;
  const dir = kill.fault === 'a disk that fills up' ? join(small ?? '', 'work') : join(folder, 'work');
  const outcome = await cycle(stage, dir, kill);
  outcomes.push({ ...outcome, ...kill, night: stage.night });
  if (outcome.wrong.length > 0)
    process.stderr.write(`${JSON.stringify({ night: stage.night, ...kill, ...outcome })}\n`);
  if (place % 10 === 9) process.stderr.write(`${place + 1} of ${plan.length}\n`);
}
if (outcomes.filter(({ isKilled }) => isKilled).length >= 200) writeSection('Kills and faults', body());
process.stdout.write(`${body()}\n`);
if (small) execFileSync('umount', [small]);
rmSync(folder, { recursive: true, force: true });
process.exitCode = outcomes.some(({ wrong }) => wrong.length > 0) ? 1 : 0;

/** Ctrl-C ends the suite after the kill under way; what was found until then is told. */
function stop(): void {
  isStopped = true;
}

/** A disk of its own that can be filled; undefined where mounting is refused. */
function smallDisk(): string | undefined {
  const path = join(folder, 'small');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'custometry-kills', path], { stdio: 'ignore' });
    return path;
  } catch {
    return undefined;
  }
}

/** Three of four kills at steps, spread over all of the three nights; every fourth at a random moment; a fault with every third. */
function planned(): (Kill & { stage: Stage })[] {
  const possible = Object.keys(faults).filter(name => small || name !== 'a disk that fills up');
  return Array.from({ length: wanted }, (_, place) => {
    const stage = stages[place % stages.length] as Stage;
    const share = (((place * 37) % wanted) + source.next()) / wanted;
    const fault = place % 3 === 2 || place % 6 === 0 ? possible[place % possible.length] : undefined;
    const at =
      place % 4 === 3
        ? { after_ms: 100 + share * (stage.elapsed_ms - 100) }
        : { step: 1 + Math.floor(share * stage.steps) };
    return { stage, fault, moment: source.next(), ...at };
  });
}

function body(): string {
  const killed = outcomes.filter(({ isKilled }) => isKilled);
  const count = (name?: string) => outcomes.filter(({ fault }) => fault === name).length;
  const sum = (of: 'lost' | 'twice') => outcomes.reduce((total, one) => total + one[of], 0);
  const wrong = outcomes.filter(one => one.wrong.length > 0).length;
  const steps = stages.map(stage => stage.steps).join(', ');
  const minutes = ((performance.now() - begun) / 60_000).toFixed(0);
  const rows = [
    ['kills', killed.length],
    ['… before a change of a file (a step)', killed.filter(({ step }) => step !== undefined).length],
    ['… at a random moment', killed.filter(({ after_ms }) => after_ms !== undefined).length],
    ['… later than the end of the run, so not counted', outcomes.length - killed.length],
    ...Object.keys(faults).map(name => [`with ${name}`, count(name) || 'not run']),
    ['rows lost', sum('lost')],
    ['rows twice', sum('twice')],
    ['nights that did not end as the undisturbed one', wrong],
  ];
  return [
    `Written by \`npm run kills\`: runs of three nights of the demo company (${steps} changes of files each) killed by SIGKILL, ${minutes} minutes.`,
    'After each kill the generation that stands is read whole, then the fault happens, the next run ends the night, and every table but `meta`,',
    'every landed file and every issued key is compared with the undisturbed night.',
    '',
    pageTable(['what', 'figure'], rows as (string | number)[][]),
  ].join('\n');
}
