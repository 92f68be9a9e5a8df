import { type Command, Option } from 'commander';
import { encodings, fileFormats } from '../../../project/file-words.js';
import { collect } from '../../key-values.js';

/** How the bytes are read; the words are those of a source in the project file. */
export function reading(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'of the file (default: by its name)').choices(fileFormats))
    .addOption(new Option('--encoding <encoding>', 'of a text file (default: utf-8)').choices(encodings))
    .option('--delimiter <character>', 'between fields (default: a comma, of tsv a tab)')
    .option('--no-header', 'the first record is data; columns are column_1, column_2 …')
    .option('--lines', 'every line is a record of one column, `line`')
    .option('--pattern <expression>', 'format lines: a regular expression with a named group per column')
    .option('--date-format <format>', 'how dates are written, such as DD.MM.YYYY (default: YYYY-MM-DD)')
    .option('--number-format <format>', 'how numbers are written, such as 1.234,50 (default: 1234.50)')
    .option('--null <word>', 'a text that means no value (repeatable)', collect);
}
