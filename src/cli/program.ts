import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type Entry, entries } from './commands.js';
import { addGlobals } from './globals.js';
import { calledBy, joinValues } from './join-values.js';

/** Runs one command line (without node and script) and answers with its exit code; every error is told on standard error. */
export async function runCommandLine(argv: string[]): Promise<number> {
  try {
    await parseWords(buildProgram(), argv);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { tellFailure } = await import('./failure.js');
    return tellFailure(error, argv);
  }
}

/** Runs the command that a command line calls; a value is never taken for an option of the program. */
export async function parseWords(program: Command, argv: string[]): Promise<void> {
  const called = calledBy(argv, program);
  if (called) await load(called);
  const known = [program, called, ...(called?.commands ?? [])].flatMap(command => command?.options ?? []);
  await program.parseAsync(joinValues(argv, known), { from: 'user' });
}

/** The program with all of its commands; what a command takes is known when it is called, or at once after {@link loadAll}. */
export function buildProgram(): Command {
  const program = addGlobals(new Command('custometry'));
  program
    .description('Analytical CRM in one command: from operational files to scores, segments and reports.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print help for the command')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      outputError: () => {},
      writeErr: text => void (program.opts().json || process.stderr.write(text)),
    })
    .exitOverride()
    .addHelpText('after', closing);
  for (const entry of entries) program.addCommand(shell(program, entry));
  program.hook('preSubcommand', (_, command) => load(command));
  return program.addCommand(help(program));
}

/** Fills in the arguments and options of every command, for completion and for the documentation's test. */
export async function loadAll(program: Command): Promise<void> {
  for (const command of program.commands) await load(command);
}

async function load(command: Command): Promise<void> {
  if (defined.has(command)) return;
  defined.add(command);
  const module = await entries.find(({ name }) => name === command.name())?.load();
  module?.define(command);
  const { examplesOf } = await import('./examples.js');
  for (const sub of command.commands) sub.addHelpText('after', () => examplesOf(command, sub));
  command.hook('preSubcommand', refuseWrongName).hook('preSubcommand', nameInErrors);
}

/** An error of a command of a command bears its name: the words of a command line alone do not tell it. */
function nameInErrors(parent: Command, called: Command): void {
  called.exitOverride(error => {
    throw Object.assign(error, { called: `${parent.name()} ${called.name()}` });
  });
}

/** Commander takes a word that names no command for an argument of the one called by default, which has none. */
async function refuseWrongName(parent: Command, called: Command): Promise<void> {
  const [word] = parent.args;
  if (!word || word.startsWith('-') || called.registeredArguments.length > 0) return;
  if (parent.commands.every(one => one.name() !== word)) await refuse(parent, word);
}

async function refuse(parent: Command, word: string): Promise<never> {
  const { unknownCommand } = await import('./unknown-command.js');
  return unknownCommand(parent, word);
}

const defined = new WeakSet<Command>();

function shell(program: Command, { name, group, summary }: Entry): Command {
  return program.createCommand(name).copyInheritedSettings(program).description(summary).helpGroup(group);
}

function help(program: Command): Command {
  return program
    .createCommand('help')
    .copyInheritedSettings(program)
    .argument('[command...]')
    .description('print help for a command')
    .helpGroup('Around it:')
    .action(async (names: string[]) => {
      let command = program;
      for (const name of names) {
        command = command.commands.find(one => one.name() === name) ?? (await refuse(command, name));
        if (command.parent === program) await load(command);
      }
      await program.parseAsync([...names, '--help'], { from: 'user' });
    });
}

function packageVersion(): string {
  for (const up of ['../..', '../../..']) {
    try {
      return JSON.parse(readFileSync(new URL(`${up}/package.json`, import.meta.url), 'utf8')).version;
    } catch {}
  }
  throw new Error('package.json is missing beside the program');
}

const closing = `
Exit codes:
  0 ok, 1 a check failed, 2 usage, 3 project file, 4 source or credential,
  5 another run holds the lock, 6 resources, 7 internal, 130 interrupted

Examples:
  $ custometry run -p shop --set data=/srv/extracts
  $ custometry query "select * from report.rfm_segment" --csv > segments.csv
  $ custometry help query`;
