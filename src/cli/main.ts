#!/usr/bin/env node
import { exitCode, messageOf } from '../errors.js';
import { runCommandLine } from './program.js';

// What the engine writes by itself (logs, spilled data) is nobody else's to read.
process.umask(0o077);
process.stdout.on('error', leave);
process.stderr.on('error', goOnQuietly);
void main();

async function main(): Promise<void> {
  process.exitCode = await runCommandLine(process.argv.slice(2));
  await Promise.all([process.stdout, process.stderr].map(written));
  // What was put off until the answer was given (the memory of what a cube was asked) has its turn.
  await new Promise(resolve => setImmediate(resolve));
  // All is said and done: the system takes the memory back sooner than the language piece by piece.
  process.exit();
}

/** When all that was said is with whoever reads it, or they have gone. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise(resolve => {
    if (stream.writableLength === 0) resolve();
    else stream.write('', () => resolve());
  });
}

/** Whoever read our output has gone (`custometry query … | head`): nothing is left to say. What else stops it is told. */
function leave(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`custometry: the answer cannot be written: ${messageOf(error)}\n`);
  process.exit(exitCode.resources);
}

/** Whoever read what we note on the way has gone (`custometry run 2>&1 | head`): a night is not given up for that. */
function goOnQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
