import { createInterface, type Interface } from 'node:readline';
import { dotNames } from './dot-commands.js';
import { readHistory, writeHistory } from './history.js';
import { statementsOf } from './statements.js';

interface Prompt {
  /** What completes at the cursor. */
  words: string[];
  /** One statement or point command; what it throws ends the prompt. */
  work: (line: string, signal: AbortSignal) => Promise<void>;
}

/** Reads from standard input until its end or `.quit`. On a terminal it prompts, completes, remembers, and Ctrl-C drops what is typed or running. */
export async function prompt({ words, work }: Prompt): Promise<void> {
  const isTerminal = process.stdin.isTTY === true;
  const reader = createInterface({
    input: process.stdin,
    output: process.stderr,
    terminal: isTerminal,
    history: isTerminal ? readHistory() : [],
    historySize: 1000,
    completer: completer(words),
  });
  if (isTerminal) reader.on('history', writeHistory);
  await read(reader, isTerminal, work);
  reader.close();
}

async function read(reader: Interface, isTerminal: boolean, work: Prompt['work']): Promise<void> {
  let waiting = '';
  let running: AbortController | undefined;
  const ask = () => {
    reader.setPrompt(waiting === '' ? 'custometry> ' : '       ...> ');
    if (isTerminal) reader.prompt();
  };
  reader.on('SIGINT', () => {
    running?.abort();
    waiting = '';
    for (const name of ['e', 'u']) reader.write(null, { ctrl: true, name });
    process.stderr.write('\n');
    if (!running) ask();
  });
  ask();
  for await (const line of reader) {
    const { ready, rest } = next(waiting, line);
    waiting = rest;
    for (const statement of ready) {
      if (statement === '.quit') return;
      running = new AbortController();
      await work(statement, running.signal);
      running = undefined;
    }
    ask();
  }
  if (waiting.trim() !== '') await work(waiting, new AbortController().signal);
}

function next(waiting: string, line: string): { ready: string[]; rest: string } {
  if (waiting === '' && line.trim().startsWith('.')) return { ready: [line.trim().replace(/;$/, '')], rest: '' };
  const { statements, rest } = statementsOf(waiting === '' ? line : `${waiting}\n${line}`);
  return { ready: statements, rest };
}

function completer(words: string[]): (line: string) => [string[], string] {
  return line => {
    const typed = /[\w.]*$/.exec(line)?.[0] ?? '';
    const among = typed.startsWith('.') ? dotNames : words;
    return [among.filter(word => word.startsWith(typed)), typed];
  };
}
