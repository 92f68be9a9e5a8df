import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { watchInterrupt } from './interrupt.js';

it.each(['SIGINT', 'SIGTERM'] as const)(
  'the first %s aborts the signal with exit code 130; stopping leaves nothing behind',
  name => {
    const before = process.listenerCount(name);
    const { signal, stop } = watchInterrupt();
    const interrupt = process.listeners(name).at(-1);
    expect(signal.aborted).toBe(false);
    interrupt?.(name);
    expect(signal.reason).toMatchObject({ code: 130, message: 'interrupted; nothing is left half done' });
    stop();
    expect(process.listenerCount(name)).toBe(before);
  },
);

it.each([1, 2])(
  'a command that does not stop by itself is ended after %i signals, with one line and 130',
  async times => {
    const here = fileURLToPath(new URL('interrupt.ts', import.meta.url));
    const deaf = `const { watchInterrupt } = await import(${JSON.stringify(here)});
    watchInterrupt().signal.addEventListener('abort', () => console.log('told'));
    setInterval(() => {}, 1000);
    console.log('ready');`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', deaf]);
    const said = text(child.stderr);
    const ended = once(child, 'close');
    for (let time = 0; time < times; time++) {
      await once(child.stdout, 'data');
      child.kill('SIGINT');
    }
    expect(await ended).toEqual([130, null]);
    expect((await said).split('\n').filter(Boolean)).toEqual([
      'custometry: interrupted before it had stopped; the next run takes up what is left of it',
    ]);
  },
);
