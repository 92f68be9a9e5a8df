import type { Command } from 'commander';
import { CliError, exitCode } from '../../errors.js';
import type { CubeResult } from '../../index.js';
import { examples } from '../examples.js';
import { onWarehouse } from '../session.js';
import { defineAdvise } from './cube/advise.js';
import { type AskOptions, addAskOptions, questionOf } from './cube/ask-options.js';
import { defineDrill } from './cube/drill.js';
import { defineLooking } from './cube/list.js';
import { defineQuery } from './cube/query.js';
import { addTellOptions, type TellOptions, tellAnswer } from './cube/tell.js';
import { defineWhy } from './cube/why.js';

/** `custometry cube`: a question to a cube in a line, and what can be asked. */
export function define(command: Command): void {
  takeItsOwn(command);
  command.argument('<name>', 'of the cube, or one of the commands below').addHelpText(
    'after',
    examples([
      ['custometry cube sales --rows date.quarter --measures revenue,customers', 'with subtotals'],
      ['custometry cube sales --rows store.id --measures revenue --top 10 --others', 'the best and the rest'],
      ['custometry cube sales --columns channel.kind --measures revenue --json', 'a row per cell'],
      ['custometry cube list', 'which cubes there are'],
      ['custometry cube show sales', 'its measures and levels'],
      ['custometry cube members sales product.category --search te', 'members with te in their name'],
      ['custometry cube query question.yaml --csv', 'a question that is kept in a file'],
      [`custometry cube drill sales revenue --where "product.category = 'Tea'"`, 'the facts behind a cell'],
      ['custometry cube why sales --rows date.quarter --measures revenue', 'from facts or an aggregate, and why'],
      ['custometry cube advise --budget 20MB', 'aggregates that would pay'],
    ]),
  );
  addTellOptions(addAskOptions(command)).action(
    onWarehouse<AskOptions & TellOptions, CubeResult>(
      (warehouse, { args: [name = ''], options }) => warehouse.cube(name).query(questionOf(options)),
      tellAnswer,
    ),
  );
  defineLooking(command);
  defineQuery(command);
  defineDrill(command);
  defineWhy(command);
  defineAdvise(command);
}

/** The options of a question are the cube's own: a command below that does not declare one refuses it, and none names them as global. */
function takeItsOwn(command: Command): void {
  command
    .configureHelp({
      ...command.configureHelp(),
      visibleGlobalOptions: ({ parent }) => (parent === command ? command.parent : parent)?.options.slice() ?? [],
    })
    .hook('preSubcommand', (_, sub) => {
      const isOwn = (name: string) => sub.options.some(one => one.attributeName() === name);
      const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
      const foreign = command.options.find(one => isGiven(one.attributeName()) && !isOwn(one.attributeName()));
      if (foreign)
        throw new CliError(`unknown option ${foreign.long}`, exitCode.usage, `custometry cube ${sub.name()} --help`);
    });
}
