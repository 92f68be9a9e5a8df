import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { count } from '../../count.js';
import { CliError, exitCode } from '../../errors.js';
import { groupedBy } from '../../grouped.js';
import { type Initial, initial } from '../../init/init.js';
import { onCall } from '../call.js';
import { examples } from '../examples.js';
import { madeFolder } from '../made-folder.js';
import { print, say } from '../output.js';
import { tableSection } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';

/** Of what is to be looked at; all of it is in the file. */
const mostShown = 8;

/** `custometry init`: a first project file from the files that are there. */
export function define(command: Command): void {
  command
    .argument('[files...]', 'files, or folders of files (default: the project folder)')
    .option('--print', 'the project file on standard output; nothing is written')
    .addHelpText(
      'after',
      examples([
        ['custometry init', 'look at the files of this folder, write ./custometry.yaml'],
        ['custometry init extracts/2026 -p shop', 'for a project elsewhere'],
        ['custometry init orders.csv --print', 'only show what would be written'],
      ]),
    )
    .action(
      onCall<{ print?: true }>(async ({ args, options }) => {
        const file = join(options.project, 'custometry.yaml');
        if (!options.print && existsSync(file)) {
          const hint = 'custometry init --print shows what would be written; or move the file away first';
          throw new CliError(`${file} is there already, and is left as it is`, exitCode.usage, hint);
        }
        const found = await initial(options.project, args);
        if (options.print && !options.json) return void process.stdout.write(found.text);
        if (!options.print) {
          madeFolder(options.project, 'name another folder for the project: custometry init FILE -p DIR');
          writeFileSync(file, found.text, { flag: 'wx' });
        }
        const { text, ...rest } = found;
        const sheet = sheetOf(found.files);
        const value = { project_file: options.print ? null : file, ...rest, ...(options.print && { text }) };
        await print({ value, text: tableSection('files', sheetOf(shortly(found.files))), sheet }, options);
        for (const line of nextSteps(found, file, options.project)) say(line, options);
      }),
    );
}

/** Of many files of one source, or left out for one reason, the first, and how many more there are. */
function shortly(files: Initial['files']): Initial['files'] {
  const keyOf = ({ source, note }: Initial['files'][number]) => source ?? `: ${note}`;
  const together = groupedBy(files, keyOf);
  return files.flatMap(file => {
    const alike = together.get(keyOf(file)) ?? [];
    if (alike.length <= 5) return [file];
    if (alike[0] !== file) return [];
    const records = alike.reduce((sum, one) => sum + one.records, 0);
    return [{ ...file, file: `${file.file} and ${alike.length - 1} more`, records }];
  });
}

function nextSteps({ entities, checks, decisions, amounts }: Initial, file: string, project: string): string[] {
  const where = project === '.' ? '' : ` -p ${project}`;
  const look =
    checks > 0 ? [`written: ${file}; ${count(checks, 'comment')} "# check:" in it to look at`] : [`written: ${file}`];
  look.push(...decisions.map(sentence => `to decide: ${sentence}`));
  look.push(...amounts.slice(0, mostShown).map(sentence => `to look at: ${sentence}`));
  if (amounts.length > mostShown) look.push(`to look at: ${amounts.length - mostShown} more of amounts, in ${file}`);
  if (!entities.includes('order_line')) {
    return [
      ...look,
      `no order lines were recognised: say in ${file}, below entities.order_line, which source has them; docs/project-file.md has their columns`,
    ];
  }
  return [...look, `next: custometry run${where} --preview order_line, then custometry run${where}`];
}
