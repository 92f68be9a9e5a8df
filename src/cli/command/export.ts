import { type Command, Option } from 'commander';
import { count } from '../../count.js';
import { CliError, exitCode } from '../../errors.js';
import type { ExportFormat } from '../../index.js';
import type { Call } from '../call.js';
import { examples } from '../examples.js';
import { formatByName } from '../format-by-name.js';
import { print } from '../output.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

const formats = ['csv', 'parquet', 'arrow', 'json'] as const;

interface Target {
  format?: ExportFormat;
  out: string;
}

/** `custometry export`: a whole table as a file, or through a pipe. */
export function define(command: Command): void {
  command
    .argument('<table>', 'schema.name, such as score.rfm')
    .addOption(
      new Option('--format <format>', "default: by the file's name, csv where that has no ending").choices(formats),
    )
    .option('--out <file>', 'the file; - is standard output', '-')
    .addHelpText(
      'after',
      examples([
        ['custometry export score.rfm --out scores.parquet', 'the format by the name'],
        ['custometry export report.customer --format csv', 'through a pipe'],
      ]),
    )
    .action(
      onWarehouse(
        (warehouse, { args: [table = ''], options }: Call<Target>) => {
          const format = formatOf(options);
          return warehouse.export(table, format, options.out === '-' ? process.stdout : options.out);
        },
        async (written, { options }) => {
          if (options.out === '-') return;
          const text = `${count(written.rows, 'row')} written to ${written.path}`;
          await print({ value: written, text, sheet: sheetOf([written]), isAccount: true }, options);
        },
      ),
    );
}

function formatOf({ format, out, json }: Call<Target>['options']): ExportFormat {
  const isAnswer = out === '-';
  const chosen = format ?? (isAnswer && json ? 'json' : formatByName(out, formats));
  if (isAnswer && process.stdout.isTTY && (chosen === 'parquet' || chosen === 'arrow')) {
    throw new CliError(`${chosen} is not for a terminal`, exitCode.usage, 'add --out FILE, or a pipe');
  }
  return chosen;
}
