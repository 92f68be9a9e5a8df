import type { Command } from 'commander';
import { nearest } from '../nearest.js';

/** Ends a command line whose word names none of the commands there are, with the one that was meant. */
export function unknownCommand(parent: Command, word: string): never {
  const near = nearest(
    word,
    parent.commands.map(command => command.name()),
  );
  const guess = near ? `\n(Did you mean ${near}?)` : '';
  parent.error(`error: unknown command '${word}'${guess}`, { code: 'commander.unknownCommand' });
}
