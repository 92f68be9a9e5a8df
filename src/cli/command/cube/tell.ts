import type { Command } from 'commander';
import { count } from '../../../count.js';
import type { CubeResult } from '../../../index.js';
import type { Call } from '../../call.js';
import { print, printSheet, say } from '../../output.js';
import { cubeSheet, recordSheet } from '../../print/cube-sheet.js';

/** How an answer is shown. */
export interface TellOptions {
  bars?: true;
  sql?: true;
  arrow?: string;
}

/** The options that an answer is shown by. */
export function addTellOptions(command: Command): Command {
  return command
    .option('--bars', 'the first measure as bars')
    .option('--sql', 'the select that answers it')
    .option('--arrow <file>', 'write the answer as an Arrow stream');
}

/** Shows the answer to a question. */
export async function tellAnswer(answer: CubeResult, { options }: Call<TellOptions>): Promise<void> {
  for (const note of answer.notes) say(note, options);
  if (answer.source.some(one => one !== 'base')) say(`counted from ${answer.source.join(', ')}`, options);
  if (answer.all_rows !== undefined) say(`of ${count(answer.all_rows, 'row')}`, options);
  if (options.arrow) {
    await answer.writeArrow(options.arrow);
    return say(`written: ${options.arrow}`, options);
  }
  if (options.sql)
    return print(
      { value: { sql: answer.sql, values: answer.values, source: answer.source }, text: answer.sql },
      options,
    );
  if (options.json) return print({ value: answer.rows, text: '' }, options);
  if (options.csv) return printSheet(recordSheet(answer), options);
  return printSheet(cubeSheet(answer, options.bars === true), options);
}
