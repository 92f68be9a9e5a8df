import { existsSync, readdirSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { CliError, exitCode } from '../../errors.js';
import { onCall } from '../call.js';
import { examples } from '../examples.js';
import { madeFolder } from '../made-folder.js';
import { say } from '../output.js';
import { withWarehouse } from '../session.js';
import { tellRun } from '../tell-run.js';

/** `custometry demo`: a small company's files, always the same, and the first run over them; a folder that holds anything is left alone. */
export function define(command: Command): void {
  command
    .argument('[folder]', 'where to put it', 'custometry-demo')
    .option('--no-run', 'write the files only')
    .addHelpText(
      'after',
      examples([
        ['custometry demo', 'make ./custometry-demo and run it'],
        ['custometry demo shop --no-run', 'the files only, to look at'],
      ]),
    )
    .action(
      onCall<{ run: boolean }>(async ({ args: [folder = 'custometry-demo'], options }) => {
        const taken = whyTaken(folder);
        const hint = 'name another folder: custometry demo FOLDER';
        if (taken) throw new CliError(`${folder} ${taken}`, exitCode.usage, hint);
        madeFolder(folder, hint);
        const { demo } = await import('../../../fixtures/demo/index.js');
        await demo(folder);
        say(`a small company lies in ${folder}; look at it: custometry shell -p ${folder}`, options);
        if (!options.run) return;
        const result = await withWarehouse({ ...options, project: folder }, warehouse => warehouse.run());
        await tellRun(result, { ...options, project: folder });
      }),
    );
}

function whyTaken(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  if (!statSync(folder).isDirectory()) return 'is a file';
  return readdirSync(folder).length > 0 ? 'is not empty' : undefined;
}
