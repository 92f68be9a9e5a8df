import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isGone, thisProcess } from './process-id.js';

describe('isGone', () => {
  it('does not hold for who asks', () => {
    expect(isGone(thisProcess())).toBe(false);
  });

  it('holds for a pid that nobody has, and for one that a later process has', () => {
    expect(isGone({ ...thisProcess(), pid: 2 ** 30 })).toBe(true);
    expect(isGone({ ...thisProcess(), process_started: 'at another time' })).toBe(true);
  });

  it('is not claimed of a process whose start was never known, nor of one on another host', () => {
    expect(isGone({ ...thisProcess(), process_started: '' })).toBe(false);
    expect(isGone({ ...thisProcess(), host: 'far.example', pid: 2 ** 30 })).toBe(false);
  });

  it('is not claimed of one on another machine of the same host name', () => {
    const there = { ...thisProcess(), pid: 2 ** 30, process_started: 'another-boot/1' };
    expect(isGone({ ...there, machine: 'another' })).toBe(thisProcess().machine === undefined);
    expect(isGone({ ...there, machine: undefined })).toBe(true);
  });

  it.runIf(process.platform === 'linux')(
    'is not claimed of one in another container, until the machine is started anew',
    () => {
      const there = { ...thisProcess(), pid: 2 ** 30, pid_namespace: 'pid:[1]' };
      expect(isGone(there)).toBe(false);
      expect(isGone({ ...there, process_started: 'another-boot/1' })).toBe(true);
      expect(isGone({ ...there, pid_namespace: undefined })).toBe(true);
    },
  );

  it.runIf(process.platform === 'linux')('holds for the dead whom their parent has not buried', async () => {
    // A shell buries whom it started; the program that it becomes does not, and only then the other ends.
    const shell = spawn('sh', ['-c', 'exec 3<&0; cat <&3 & echo $!; exec sleep 60']);
    const pid = await new Promise<number>(resolve => shell.stdout.once('data', piece => resolve(Number(piece))));
    const stat = (of?: number) => readFileSync(`/proc/${of}/stat`, 'utf8');
    while (!stat(shell.pid).includes('(sleep)')) await new Promise(setImmediate);
    shell.stdin.end();
    while (!stat(pid).includes(') Z ')) await new Promise(setImmediate);
    expect(isGone({ ...thisProcess(), pid, process_started: '' })).toBe(true);
    shell.kill('SIGKILL');
    await new Promise(resolve => shell.on('exit', resolve));
  });
});
