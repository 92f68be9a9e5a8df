import { extname } from 'node:path';
import { CliError, exitCode } from '../errors.js';

/** The format of a file that is to be written: by its name, CSV where that has no ending. Throws CliError (usage) where no format has the ending. */
export function formatByName<Format extends string>(file: string, formats: readonly Format[]): Format | 'csv' {
  const ending = extname(file).slice(1).toLowerCase();
  const found = formats.find(format => format === ending);
  if (found || ending === '') return found ?? 'csv';
  throw new CliError(
    `no format has names that end in .${ending}`,
    exitCode.usage,
    `name one: --format ${formats.join(', ')}`,
  );
}
