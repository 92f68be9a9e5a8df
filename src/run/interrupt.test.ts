import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { onInterrupt } from './interrupt.js';

/** Asks itself to stop, at once a second time as npm would, and later in earnest. */
const program = `
  import { onInterrupt } from ${JSON.stringify(new URL('./interrupt.ts', import.meta.url).href)};
  const send = name => process.kill(process.pid, name);
  const { signal } = onInterrupt();
  signal.addEventListener('abort', () => {
    console.log('stops with', signal.reason.code);
    send('SIGINT');
    setTimeout(() => console.log('stops still'), 400);
    setTimeout(() => send('SIGTERM'), 500);
    setTimeout(() => console.log('went on'), 10_000);
  });
  send('SIGINT');
  setInterval(() => {}, 1000);
`;

describe('onInterrupt', () => {
  it('says at the first signal that it is to stop, and why; when removed it hears no more', () => {
    const { signal, remove } = onInterrupt();
    process.emit('SIGTERM', 'SIGTERM');
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ code: 130, message: 'interrupted' });
    remove();
    const other = onInterrupt();
    other.remove();
    process.on('SIGTERM', ignore);
    process.emit('SIGTERM', 'SIGTERM');
    process.off('SIGTERM', ignore);
    expect(other.signal.aborted).toBe(false);
  });

  it('ends the process with 130 at the second; one Ctrl-C that arrives twice at once is the first', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
    let said = '';
    child.stdout.on('data', piece => {
      said += piece;
    });
    const code = await new Promise(resolve => child.on('close', resolve));
    expect(said).toBe('stops with 130\nstops still\n');
    expect(code).toBe(130);
  });
});

const ignore = () => {};
