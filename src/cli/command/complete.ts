import { Argument, type Command } from 'commander';
import { CliError, exitCode } from '../../errors.js';
import { bashCompletion } from '../bash-completion.js';
import { onCall } from '../call.js';
import { examples } from '../examples.js';
import { buildProgram, loadAll } from '../program.js';
import { tableNames } from '../table-names.js';

const shells = ['bash', 'zsh', 'fish', 'powershell'];

/** `custometry complete SHELL` prints the script for a shell; the script asks `custometry complete -- words…` what may come next. */
export function define(command: Command): void {
  command
    .addArgument(new Argument('[shell]', shells.join(', ')))
    .addArgument(new Argument('[words...]', 'what is typed so far, after --'))
    .allowUnknownOption()
    .addHelpText(
      'after',
      examples([
        ['source <(custometry complete bash)', 'for this shell'],
        ['custometry complete zsh > ~/.custometry.zsh', 'and source it in ~/.zshrc'],
      ]),
    )
    .action(onCall(({ args }) => complete(args)));
}

async function complete(args: string[]): Promise<void> {
  const isQuestion = process.argv.includes('--');
  if (!isQuestion && !shells.includes(args[0] ?? '')) {
    const what = args[0] === undefined ? 'a shell must be named' : `no completion for ${args[0]}`;
    throw new CliError(what, exitCode.usage, `one of ${shells.join(', ')}`);
  }
  if (!isQuestion && args[0] === 'bash') {
    process.stdout.write(bashCompletion);
    return;
  }
  const completion = await completionOf(buildProgram());
  if (isQuestion) completion.parse(args);
  else completion.setup('custometry', 'custometry', args[0] ?? '');
}

async function completionOf(program: Command) {
  const { minable } = await import('../../index.js');
  await loadAll(program);
  const { default: tab } = await import('@bomb.sh/tab/commander');
  const completion = tab(withoutComplete(program));
  for (const name of ['sql', 'lineage', 'export']) {
    const table = completion.commands.get(name)?.arguments.get('table');
    if (table) table.handler = offer => tableNames().forEach(found => void offer(found, ''));
  }
  const models = minable().map(({ model }) => model);
  for (const name of ['fit', 'score', 'explain']) {
    const model = completion.commands.get(name)?.arguments.get('model');
    if (model) model.handler = offer => models.forEach(found => void offer(found, ''));
  }
  return completion;
}

/** The completer brings a command of its own, by the same name. */
function withoutComplete(program: Command): Command {
  const copy = program.createCommand(program.name());
  for (const option of program.options) copy.addOption(option);
  for (const command of program.commands) if (command.name() !== 'complete') copy.addCommand(command);
  return copy;
}
