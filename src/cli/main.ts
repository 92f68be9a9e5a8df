#!/usr/bin/env node
import { runCommandLine } from './program.js';

process.stdout.on('error', leaveQuietly);
process.stderr.on('error', leaveQuietly);
process.exitCode = await runCommandLine(process.argv.slice(2));

/** Whoever read our output has gone (`custometry query … | head`): nothing is left to say. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
