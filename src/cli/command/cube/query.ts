import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { CliError, exitCode, messageOf } from '../../../errors.js';
import type { CubeQuery, CubeResult } from '../../../index.js';
import { onWarehouse } from '../../session.js';
import { addTellOptions, type TellOptions, tellAnswer } from './tell.js';

/** `cube query FILE`: a question that is kept in a file, as YAML or JSON, with the name of its cube. */
export function defineQuery(command: Command): void {
  const own = command
    .command('query')
    .copyInheritedSettings(command)
    .description('a question from a file of YAML or JSON')
    .argument('<file>', 'a question as an object, with the name of its cube as cube');
  addTellOptions(own).action(
    onWarehouse<TellOptions, CubeResult>(async (warehouse, { args: [file = ''] }) => {
      const { cube, ...question } = await questionIn(file);
      return warehouse.cube(cube).query(question as CubeQuery);
    }, tellAnswer),
  );
}

async function questionIn(file: string): Promise<{ cube: string }> {
  try {
    const read: unknown = parse(await readFile(file, 'utf8'));
    if (typeof read === 'object' && read !== null && typeof (read as { cube?: unknown }).cube === 'string')
      return read as { cube: string };
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${messageOf(error, file)}`, exitCode.usage);
  }
  throw new CliError(`${file} names no cube`, exitCode.usage, 'write: cube: NAME');
}
