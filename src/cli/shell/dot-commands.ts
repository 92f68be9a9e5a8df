import { CliError, exitCode } from '../../errors.js';
import type { TableEntry, Warehouse } from '../../index.js';
import { type Sheet, sheetOf } from '../print/sheet.js';

interface DotCommand {
  help: string;
  answer: (warehouse: Warehouse, argument: string) => Promise<Sheet>;
}

const dotCommands: Record<string, DotCommand> = {
  '.tables': {
    help: 'the tables and their rows',
    answer: async warehouse => sheetOf((await warehouse.tables()).map(({ name, rows }) => ({ name, rows }))),
  },
  '.schema': {
    help: 'the columns of a table: .schema score.rfm',
    answer: async (warehouse, table) => sheetOf(columnsOf(await warehouse.tables(), table)),
  },
  '.help': { help: 'this list', answer: async () => sheetOf(dotHelp()) },
  '.quit': { help: 'leave (so does Ctrl-D)', answer: async () => sheetOf([]) },
};

/** The names of the commands that start with a point. */
export const dotNames = Object.keys(dotCommands);

/** The answer to a line such as `.schema score.rfm`; throws a CliError for a word that is none of them. */
export function answerDot(warehouse: Warehouse, line: string): Promise<Sheet> {
  const [name = '', argument = ''] = line.trim().replace(/;$/, '').split(/\s+/);
  const found = dotCommands[name];
  if (!found) throw new CliError(`no command ${name}`, exitCode.usage, `one of ${dotNames.join(', ')}`);
  return found.answer(warehouse, argument);
}

function columnsOf(tables: TableEntry[], name: string): TableEntry['columns'] {
  const found = tables.find(table => table.name === name);
  if (!found) throw new CliError(`no table ${name || 'given'}`, exitCode.usage, '.tables names them all');
  return found.columns;
}

function dotHelp(): { command: string; purpose: string }[] {
  const commands = Object.entries(dotCommands).map(([command, { help }]) => ({ command, purpose: help }));
  return [{ command: 'select …;', purpose: 'a statement, ended by a semicolon' }, ...commands];
}
