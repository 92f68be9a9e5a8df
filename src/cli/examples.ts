import type { EventEmitter } from 'node:events';
import type { Command } from 'commander';

/** The examples at the end of a command's help: a command line and what it is good for. */
export function examples(lines: [line: string, purpose: string][]): string {
  const widest = Math.max(...lines.map(([line]) => line.length));
  const told = lines.map(([line, purpose]) => `${mark}${line.padEnd(widest)}  ${purpose}`);
  return `\nExamples:\n${told.join('\n')}\n${codes}`;
}

/** Those of them that call one command of the command. */
export function examplesOf(command: Command, sub: Command): string {
  const pieces: string[] = [];
  // Commander has its texts after the help written on this event; its types leave it out.
  const events = command as unknown as EventEmitter;
  events.emit('afterHelp', { error: false, command, write: (piece: string) => void pieces.push(piece) });
  const call = `${mark}custometry ${command.name()} ${sub.name()}`;
  const own = pieces
    .join('')
    .split('\n')
    .filter(line => line === call || line.startsWith(`${call} `));
  return own.length > 0 ? `\nExamples:\n${own.join('\n')}\n${codes}` : codes;
}

const mark = '  $ ';
const codes = '\nExit codes: custometry --help';
