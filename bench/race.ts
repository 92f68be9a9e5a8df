import { spawnSync } from 'node:child_process';

/** A command that is timed as a whole process; `before` is not timed. */
interface Runner {
  name: string;
  command: string[];
  before?: () => void;
}

/** Medians over the rounds: seconds by the clock, seconds of processor, peak memory in MB. */
export interface Figures {
  name: string;
  wall: number;
  cpu: number;
  peak: number;
  walls: number[];
}

/** Runs the commands in turn, A B A B …, each in a fresh process, and answers the medians of each. Throws when one fails. */
export function race(runners: Runner[], rounds: number): Figures[] {
  const seen = runners.map(() => [] as [number, number, number][]);
  for (let round = 0; round < rounds; round++) {
    runners.forEach((runner, index) => {
      seen[index]?.push(once(runner));
    });
  }
  return runners.map(({ name }, index) => {
    const runs = seen[index] ?? [];
    const of = (place: 0 | 1 | 2) => median(runs.map(run => run[place]));
    return { name, wall: of(0), cpu: of(1), peak: of(2), walls: runs.map(run => run[0]) };
  });
}

function once({ command, before }: Runner): [number, number, number] {
  before?.();
  const timed = ['-f', '%e %U %S %M', ...command];
  const { status, stderr } = spawnSync('/usr/bin/time', timed, { encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stderr}`);
  const [wall = 0, user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return [wall, user + system, kilobytes / 1024];
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
