import type { Command } from 'commander';
import type { CubeChoice } from '../../../index.js';
import { printSheet } from '../../output.js';
import { sheetOf } from '../../print/sheet.js';
import { onWarehouse } from '../../session.js';
import { type AskOptions, addAskOptions, questionOf } from './ask-options.js';

/** `cube why NAME`: what a question is counted from, and why from nothing else. */
export function defineWhy(command: Command): void {
  const own = command
    .command('why')
    .copyInheritedSettings(command)
    .description('what a question is counted from, and why')
    .argument('<name>', 'of the cube');
  addAskOptions(own).action(
    onWarehouse<AskOptions, CubeChoice[]>(
      (warehouse, { args: [name = ''], options }) => warehouse.cube(name).why(questionOf(options)),
      (choices, { options }) => printSheet(sheetOf(choices.flatMap(linesOf), columns), options),
    ),
  );
}

const columns = ['measures', 'candidate', 'rows', 'taken', 'reason'];

function linesOf({ measures, candidates }: CubeChoice): object[] {
  return candidates.map(one => ({ measures: measures.join(', '), ...one, rows: one.rows ?? null }));
}
