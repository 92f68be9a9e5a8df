import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a run of its own process ended. */
export interface Ended {
  code: number | null;
  isKilled: boolean;
  said: string;
}

const preload = new URL('kill-at.mjs', import.meta.url).pathname;

/** Starts the command line in a process of its own; `killAt` is the change of a file before which it kills itself. */
export function startRun(dir: string, { killAt = 0, countTo = '' } = {}): ChildProcess {
  const words = ['--import', preload, 'dist/bundle/main.js', 'run', '-p', dir, '--quiet'];
  const env = { ...process.env, CUSTOMETRY_KILL_AT: String(killAt), CUSTOMETRY_COUNT_TO: countTo };
  return spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Waits for its end; after `killAfter_ms`, where that is given, it is killed. */
export async function endOf(child: ChildProcess, killAfter_ms?: number): Promise<Ended> {
  let said = '';
  child.stderr?.on('data', piece => {
    said += piece;
  });
  const timer = killAfter_ms === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter_ms);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  return { code, isKilled: signal === 'SIGKILL', said };
}
