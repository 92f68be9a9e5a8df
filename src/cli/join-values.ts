import type { Command, Option } from 'commander';

/**
 * A command line with each value that begins with `-` joined to its option: `--order -products` is `--order=-products`. Commander looks for
 * the program's own options in every word before the command has its turn, and would find `-p roducts`. A word that is an option as it
 * stands is no value.
 */
export function joinValues(argv: string[], options: readonly Option[]): string[] {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  const optionOf = (word: string) => options.find(option => isSpelt(option, word));
  const joined: string[] = [];
  for (let at = 0; at < end; at++) {
    const [word = '', next = ''] = argv.slice(at, Math.min(at + 2, end));
    const option = optionOf(word);
    const takesNext = option?.required && /^-./.test(next) && !optionOf(next);
    joined.push(takesNext ? `${option.long}=${next}` : word);
    if (takesNext) at++;
  }
  return [...joined, ...argv.slice(end)];
}

/** The command that a command line calls: its first word that is neither an option of the program nor the value of one. */
export function calledBy(argv: string[], program: Command): Command | undefined {
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (program.options.some(option => option.required && isSpelt(option, word))) at++;
    else if (!word.startsWith('-')) return program.commands.find(command => command.name() === word);
  }
  return undefined;
}

function isSpelt({ short, long }: Option, word: string): boolean {
  return word === short || word === long;
}
