import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command, CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram, loadAll, parseWords } from './program.js';

const here = dirname(fileURLToPath(import.meta.url));
const page = readFileSync(join(here, '../../docs/cli.md'), 'utf8');

describe('the page docs/cli.md', async () => {
  const program = buildProgram();
  await loadAll(program);

  it.each(everyCommand(program).map(command => [nameOf(command), command] as const))(
    'has %s with all of its options',
    (name, command) => {
      if (name === '') return expectOptions(program, page);
      const [top, sub] = name.split(' ');
      const section = page.split(/^### /m).find(part => part.startsWith(`${top}\n`)) ?? '';
      expect(section).not.toBe('');
      if (sub) expect(section).toContain(`\`${top} ${sub}`);
      expectOptions(command, section);
    },
  );

  it('has a section for nothing that is not a command', () => {
    const names = program.commands.map(command => command.name());
    const sections = [...page.matchAll(/^### (.*)$/gm)].map(match => match[1]);
    expect(sections).toEqual(names);
  });

  it.each(lines(page))('shows a line that parses: %s', async line => {
    await expect(parse(wordsOf(line))).resolves.toBeDefined();
  });

  it('names every exit code', async () => {
    const { exitCode } = await import('../errors.js');
    for (const code of Object.values(exitCode)) expect(page).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
  });
});

describe('the examples of the help', async () => {
  const program = buildProgram();
  await loadAll(program);
  const all = everyCommand(program).map(helpOf).join('\n');

  it.each(lines(all.replace(/^ {2}\$ /gm, '').replace(/ {2,}\S.*$/gm, '')))('parse: %s', async line => {
    await expect(parse(wordsOf(line))).resolves.toBeDefined();
  });

  it('are told of a command of a command too, and where the exit codes stand', () => {
    const show = everyCommand(program).find(command => nameOf(command) === 'quarantine show') as Command;
    const lines = helpOf(show).split('\n');
    expect(lines.filter(line => line.includes('$ '))).toEqual([
      expect.stringContaining('quarantine show orders.csv 17'),
    ]);
    for (const command of everyCommand(program).filter(one => !['', 'help'].includes(nameOf(one))))
      expect(helpOf(command)).toContain('Exit codes: custometry --help');
  });

  it('keep with all of the help to 80 columns', () => {
    const told = [buildProgram(), ...everyCommand(program).filter(one => one !== program)].map(helpOf);
    const wide = told.flatMap(help => help.split('\n')).filter(line => line.length > 80);
    expect(wide).toEqual([]);
  });

  it('stand in the help of every command', () => {
    const without = program.commands.filter(
      command => command.name() !== 'help' && !helpOf(command).includes('Examples:'),
    );
    expect(without.map(command => command.name())).toEqual([]);
  });
});

describe('global options', () => {
  const options = async (...argv: string[]) => (await parse(argv)).optsWithGlobals();

  it('stand before the command or after it', async () => {
    const before = await options('-p', 'shop', '--set', 'data=/x', '--json', 'run', '--plan');
    expect(await options('run', '--plan', '--json', '--set', 'data=/x', '-p', 'shop')).toEqual(before);
    expect(before).toMatchObject({ project: 'shop', set: { data: '/x' }, json: true, plan: true });
  });

  it('take the project file for its folder', async () => {
    expect(await options('run', '-p', 'shops/north/custometry.yaml')).toMatchObject({ project: 'shops/north' });
    expect(await options('run', '-p', 'custometry.yaml')).toMatchObject({ project: '.' });
  });

  it('reach the commands of a command', async () => {
    expect(await options('quarantine', 'list', '--limit', '5', '-p', 'shop')).toMatchObject({
      project: 'shop',
      limit: 5,
    });
    expect(await options('quarantine', '--limit', '5')).toMatchObject({ limit: 5 });
  });

  it('are not those of a question to a cube, which its other commands refuse and do not name', async () => {
    await expect(parse(['cube', 'members', 'sales', 'date.year', '--rows', 'x'])).rejects.toThrow(
      /unknown option --rows/,
    );
    expect(await options('cube', 'members', 'sales', 'date.year', '--limit', '5')).toMatchObject({ limit: 5 });
    const members = buildProgram();
    await loadAll(members);
    const help = helpOf(everyCommand(members).find(command => nameOf(command) === 'cube members') as Command);
    expect(help).toContain('--project');
    expect(help).not.toContain('--measures');
  });

  it('collect every --set, the last of a name wins, values may hold = and line breaks', async () => {
    expect(await options('run', '--set', 'a=1', '--set', 'b=x=y\nz', '--set', 'a=')).toMatchObject({
      set: { a: '', b: 'x=y\nz' },
    });
  });

  it.each([
    ['--null', ['mine', 'rfm', 'f.csv', '--null', '-para', '-p', 'shop'], { null: ['-para'], project: 'shop' }],
    ['--order', ['-pshop', 'cube', 'sales', '--order', '-products'], { order: '-products', project: 'shop' }],
    ['--search', ['cube', 'members', 'a', 'b.c', '--search', '-p1', '--limit', '5'], { search: '-p1', limit: 5 }],
    ['--where', ['cube', 'a', '--where', '--set=1', '--set', 'a=-p', '--json'], { where: '--set=1', set: { a: '-p' } }],
    ['--why', ['forget', '--why', '-pure-', '--state', 'run', '--', '-p7'], { why: '-pure-', project: '.' }],
    ['--project', ['-p', '-places', 'run', '--as-of=2011-02-28'], { project: '-places', asOf: '2011-02-28' }],
    ['--project=', ['run', '--project=-places', '-p', 'shop'], { project: 'shop' }],
    ['a command', ['--state', 'cube', 'mine', 'rfm', 'f', '--sql', '-pure.sql'], { state: 'cube', sql: '-pure.sql' }],
  ])('are not what a value of %s begins with: %j', async (_, argv, wanted) => {
    expect(await options(...argv)).toMatchObject(wanted);
  });

  it('are read where another option should have its value', async () => {
    await expect(parse(['quarantine', '--limit', '--json'])).rejects.toThrow(/limit.*argument missing/);
    await expect(parse(['mine', 'rfm', 'f.csv', '--null', '-p', 'shop'])).rejects.toThrow(/null.*argument missing/);
  });

  it('and those of a command are an option with a value in all of its commands or in none', async () => {
    const program = buildProgram();
    await loadAll(program);
    for (const command of program.commands) {
      const all = everyCommand(command).flatMap(one => one.options);
      const both = all.filter(one => one.required && all.some(other => other.long === one.long && !other.required));
      expect({ command: command.name(), both }).toEqual({ command: command.name(), both: [] });
    }
  });

  it.each([
    ['a --set without =', ['run', '--set', 'data']],
    ['a day that is none', ['run', '--as-of', '2011-02-30']],
    ['a day in another order', ['run', '--as-of', '09.12.2011']],
    ['--json with --csv', ['runs', '--json', '--csv']],
    ['--plan with --preview', ['run', '--plan', '--preview', 'customer']],
    ['--from with --due', ['run', '--due', '--from', '2026-01-31']],
    ['--from with --rebuild, which it is', ['run', '--rebuild', '--from', '2026-01-31']],
    ['--from with --force, which it does', ['run', '--from', '2026-01-31', '--force']],
    ['--from with --no-freeze, which it does not', ['run', '--from', '2026-01-31', '--no-freeze']],
    ['an entity that is none', ['run', '--preview', 'costumer']],
    ['an argument too many', ['runs', 'all']],
    ['a missing argument', ['customer']],
  ])('refuse %s', async (_, argv) => {
    await expect(parse(argv)).rejects.toMatchObject({ exitCode: 1 });
  });
});

describe('did you mean', () => {
  it.each([
    [['qeury', 'select 1'], 'query'],
    [['run', '--rebuidl'], '--rebuild'],
    [['runs', '--jsno'], '--json'],
    [['runs', 'shwo'], 'show'],
    [['report', 'bild'], 'build'],
    [['help', 'qeury'], 'query'],
    [['help', 'runs', 'shwo'], 'show'],
  ])('%j: %s', async (argv, meant) => {
    const failure = await buildProgram()
      .parseAsync(argv, { from: 'user' })
      .catch((error: CommanderError) => error);
    expect(failure).toMatchObject({ message: expect.stringContaining(`Did you mean ${meant}?`) });
  });
});

it('the way to --version and --help loads nothing but commander and our few files', () => {
  const seen = new Set<string>();
  const packages = new Set<string>();
  visit(join(here, 'main.ts'));
  expect([...packages].filter(name => !name.startsWith('node:'))).toEqual(['commander']);
  expect([...seen].map(file => relative(here, file)).sort()).toEqual([
    '../errors.ts',
    '../moment.ts',
    'commands.ts',
    'globals.ts',
    'join-values.ts',
    'main.ts',
    'program.ts',
  ]);

  function visit(file: string): void {
    seen.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(/^import (?!type\b).*?from '(.*)';$/gm);
    for (const [, from = ''] of imports) {
      if (!from.startsWith('.')) packages.add(from);
      else visit(join(dirname(file), from.replace(/\.js$/, '.ts')));
    }
  }
});

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}`.trim() : '';
}

function expectOptions(command: Command, text: string): void {
  for (const { flags } of command.options) expect(text).toContain(`\`${flags}\``);
  for (const { argChoices } of command.registeredArguments)
    for (const choice of argChoices ?? []) expect(text).toContain(choice);
}

function helpOf(command: Command): string {
  const pieces: string[] = [];
  command.configureOutput({ writeOut: piece => void pieces.push(piece) });
  command.outputHelp();
  return pieces.join('');
}

/** The command lines of a text, as a shell would split them. */
function lines(text: string): string[] {
  return [...text.matchAll(/^(?:source <\()?(custometry [^\n)]*)/gm)]
    .map(match => (match[1] ?? '').replace(/ [<>|] .*$/, '').trim())
    .filter(line => !line.includes('[options]') && !line.startsWith('custometry:'));
}

function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(match => match[1] ?? match[2] ?? '').slice(1);
}

/** The command that a command line calls, without its work being done. */
async function parse(argv: string[]): Promise<Command> {
  const program = buildProgram();
  await loadAll(program);
  const called: Command[] = [];
  for (const command of everyCommand(program)) {
    if (command.commands.length === 0 || command.registeredArguments.length > 0)
      command.action(() => void called.push(command));
  }
  await parseWords(program, argv);
  if (!called[0]) throw new Error(`nothing was called by ${argv.join(' ')}`);
  return called[0];
}
