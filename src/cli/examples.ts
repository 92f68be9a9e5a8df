import type { EventEmitter } from 'node:events';
import type { AddHelpTextContext, Command } from 'commander';

type Example = [line: string, purpose: string];

/**
 * The examples at the end of a command's help: a command line and what it is good for, below it where the two are wider than the terminal.
 * The help of a command of the command shows those that call it.
 */
export function examples(all: Example[]): (context: AddHelpTextContext) => string {
  return ({ command }) => {
    const call = `custometry ${command.parent?.parent ? `${command.parent.name()} ` : ''}${command.name()}`;
    const own = all.filter(([line]) => line === call || line.startsWith(`${call} `));
    return own.length > 0 ? `\nExamples:\n${laidOut(own, widthOf(command))}\n${codes}` : codes;
  };
}

/** Those of a command's examples that call one command of it. */
export function examplesOf(command: Command, sub: Command): string {
  const pieces: string[] = [];
  // Commander has its texts after the help written on this event; its types leave it out.
  const events = command as unknown as EventEmitter;
  events.emit('afterHelp', { error: false, command: sub, write: (piece: string) => void pieces.push(piece) });
  return pieces.join('').trimEnd();
}

function laidOut(examples: Example[], width: number): string {
  const widest = Math.max(...examples.map(([line]) => line.length));
  const beside = examples.map(([line, purpose]) => `  $ ${line.padEnd(widest)}  ${purpose}`);
  if (beside.every(line => line.length <= width)) return beside.join('\n');
  return examples.map(([line, purpose]) => `  $ ${line}\n    ${purpose}`).join('\n');
}

/** The width that commander gives the help above. */
function widthOf(command: Command): number {
  return command.configureOutput().getOutHelpWidth?.() ?? 80;
}

const codes = '\nExit codes: custometry --help';
