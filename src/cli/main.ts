#!/usr/bin/env node
import { runCommandLine } from './program.js';

// What the engine writes by itself (logs, spilled data) is nobody else's to read.
process.umask(0o077);
process.stdout.on('error', leaveQuietly);
process.stderr.on('error', leaveQuietly);
process.exitCode = await runCommandLine(process.argv.slice(2));

/** Whoever read our output has gone (`custometry query … | head`): nothing is left to say. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
