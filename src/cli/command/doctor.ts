import type { Command } from 'commander';
import { count } from '../../count.js';
import { CliError, exitCode } from '../../errors.js';
import type { Finding } from '../../index.js';
import { onCall } from '../call.js';
import { examples } from '../examples.js';
import { print } from '../output.js';
import { colours } from '../print/colours.js';
import { sheetOf } from '../print/sheet.js';
import { visibleLines } from '../print/visible.js';
import { withWarehouse } from '../session.js';

/** `custometry doctor`: what would keep a run from working; a project file that cannot be read is one of the findings. */
export function define(command: Command): void {
  command
    .addHelpText('after', examples([['custometry doctor -p shop', 'machine, project file, sources, disk']]))
    .action(
      onCall(async ({ options }) => {
        let failure: CliError | undefined;
        const findings = await withWarehouse(options, warehouse => warehouse.doctor()).catch((error: unknown) => {
          if (!(error instanceof CliError) || error.code === exitCode.interrupted) throw error;
          failure = error;
          return [findingOf(error)];
        });
        await print({ value: findings, text: findings.map(inWords).join(''), sheet: sheetOf(findings) }, options);
        const bad = findings.filter(({ status }) => status === 'bad').length;
        if (bad > 0) throw new CliError(`${count(bad, 'thing')} to mend`, failure?.code ?? exitCode.checkFailed);
      }),
    );
}

function findingOf({ message, hint, code }: CliError): Finding {
  return { name: code === exitCode.project ? 'project file' : 'project', status: 'bad', text: message, hint };
}

function inWords({ name, status, text, hint }: Finding): string {
  const { green, yellow, red, dim } = colours(process.stdout);
  const sign = { ok: green('ok  '), warn: yellow('warn'), bad: red('bad ') }[status];
  const told = `${sign}  ${name}: ${visibleLines(text)}\n`;
  return hint ? `${told}      ${dim(visibleLines(hint))}\n` : told;
}
