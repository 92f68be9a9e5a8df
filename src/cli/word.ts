import type { Command } from 'commander';

/** Who decides, and why, as options give it. */
export interface WordOptions {
  by?: string;
  why: string;
}

/** The options of every command that decides something. */
export function addWord(command: Command): Command {
  return command
    .requiredOption('--why <text>', 'why; it stays with the decision')
    .option('--by <name>', 'who decides (default: the user of the system)');
}
