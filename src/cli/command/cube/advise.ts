import type { Command } from 'commander';
import { count } from '../../../count.js';
import type { CubeAdvice, ProposedAggregate } from '../../../index.js';
import { unsaid } from '../../../project/cube/unsaid.js';
import { sizeText } from '../../../size-text.js';
import { print } from '../../output.js';
import { tableSection } from '../../print/paragraph.js';
import { sheetOf } from '../../print/sheet.js';
import { onWarehouse } from '../../session.js';

interface AdviseOptions {
  budget?: string;
  measure?: boolean;
}

/** `cube advise [NAME]`: aggregates that the questions asked so far would gain from. */
export function defineAdvise(command: Command): void {
  command
    .command('advise')
    .copyInheritedSettings(command)
    .description('aggregates that the questions asked so far would gain from')
    .argument('[name]', 'of the cube (default: every cube that was asked)')
    .option('--budget <size>', `what they may take of a cube (default: ${unsaid.budget})`)
    .option('--measure', 'make them for a while and time the questions (default: up to 20 million facts)')
    .option('--no-measure', 'only count their rows')
    .action(
      onWarehouse<AdviseOptions, CubeAdvice[]>(
        (warehouse, { args: [cube], options: { budget, measure } }) => warehouse.cubeAdvice({ cube, budget, measure }),
        (advice, { options }) =>
          print(
            { value: advice, text: textOf(advice), sheet: sheetOf(advice.flatMap(one => one.proposals.map(lineOf))) },
            options,
          ),
      ),
    );
}

function textOf(advice: CubeAdvice[]): string {
  if (advice.length === 0)
    return 'no question is remembered yet; ask some, and see cubes.remember of the project file\n';
  return advice.map(sectionOf).join('\n');
}

function sectionOf({ cube, file, questions, asked, proposals, yaml }: CubeAdvice): string {
  const about = `cube ${cube}: ${count(questions, 'question')}, asked ${count(asked, 'time')}`;
  if (proposals.length === 0) return `${about}: nothing is worth keeping beforehand\n`;
  return [
    `${about}\n\n`,
    tableSection('worth keeping', sheetOf(proposals.map(lineOf))),
    `for ${file}:\n\n${yaml}`,
  ].join('');
}

function lineOf({ name, levels, measures, rows, bytes: size, serves, spared_rows, measured }: ProposedAggregate) {
  return {
    aggregate: name,
    levels: levels.join(', '),
    measures: measures.join(', '),
    rows,
    'bytes at most': sizeText(size),
    questions: serves.length,
    'rows spared': spared_rows,
    'ms now': measured?.now_ms ?? null,
    'ms with it': measured?.with_ms ?? null,
    'ms to make': measured?.build_ms ?? null,
  };
}
