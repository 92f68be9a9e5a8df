import { spawnSync } from 'node:child_process';
import { median } from './median.js';

/** A command that is timed as a whole process; `before` is not timed. */
interface Runner {
  name: string;
  command: string[];
  before?: () => void;
  /** It prints `{ seconds, cpu, … }` of the work alone, without start-up and reading; those count. */
  isTimedInside?: boolean;
}

/** Medians over the rounds: seconds by the clock, seconds of processor, peak memory in MB; and what the last round printed. */
export interface Figures {
  name: string;
  wall: number;
  cpu: number;
  peak: number;
  walls: number[];
  output: string;
}

/** Runs the commands in turn, A B A B …, each in a fresh process. Throws when one fails. */
export function race(runners: Runner[], rounds: number): Figures[] {
  const seen = runners.map(() => [] as Run[]);
  for (let round = 0; round < rounds; round++) {
    runners.forEach((runner, index) => {
      seen[index]?.push(once(runner));
    });
  }
  return runners.map(({ name }, index) => {
    const runs = seen[index] ?? [];
    const of = (figure: 'wall' | 'cpu' | 'peak') => median(runs.map(run => run[figure]));
    const walls = runs.map(run => run.wall);
    return { name, wall: of('wall'), cpu: of('cpu'), peak: of('peak'), walls, output: runs.at(-1)?.output ?? '' };
  });
}

interface Run {
  wall: number;
  cpu: number;
  peak: number;
  output: string;
}

/** Node reads further certificates that a machine names at every start, for 30 ms here, though none of these processes connects. */
const env = { ...process.env, NODE_EXTRA_CA_CERTS: undefined };

function once({ command, before, isTimedInside }: Runner): Run {
  before?.();
  // What was prepared, and what the run before has left behind, is on the disk: who waits for the disk would wait for that too.
  spawnSync('sync');
  const timed = ['-f', '%e %U %S %M', ...command];
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync('/usr/bin/time', timed, { encoding: 'utf8', maxBuffer: 1e9, env });
  const wall = (performance.now() - begun) / 1000;
  if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stderr}`);
  const [, user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  const whole = { wall, cpu: user + system, peak: kilobytes / 1024, output: stdout.trim() };
  if (!isTimedInside) return whole;
  const { seconds, cpu } = JSON.parse(whole.output) as { seconds: number; cpu: number };
  return { ...whole, wall: seconds, cpu };
}
