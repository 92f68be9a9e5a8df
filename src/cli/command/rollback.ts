import { type Command, InvalidArgumentError } from 'commander';
import type { RolledBack } from '../../index.js';
import type { Call } from '../call.js';
import { examples } from '../examples.js';
import { print } from '../output.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

/** `custometry rollback [GENERATION]`: a kept generation stands again, at once. */
export function define(command: Command): void {
  command
    .argument('[generation]', 'one that is kept; default: the one that stood before', generation)
    .addHelpText(
      'after',
      examples([
        ['custometry rollback', 'back to the generation before'],
        ['custometry rollback 000012', 'back (or forth) to a kept one'],
        ['custometry run --force', 'make again what was turned away from'],
      ]),
    )
    .action(
      onWarehouse(
        (warehouse, { args }: Call) => warehouse.rollback(args[0]),
        (answer, { options }) =>
          print({ value: answer, text: said(answer), sheet: sheetOf([answer]), isAccount: true }, options),
      ),
    );
}

function said({ generation, from, asOf }: RolledBack): string {
  const date = asOf === null ? '' : `, as of ${asOf}`;
  return `generation ${generation} stands${date}; before it ${from} did\nit stays until a run has something else to make; custometry run --force makes ${from} again`;
}

function generation(given: string): string {
  if (!/^\d{1,9}$/.test(given)) throw new InvalidArgumentError('A generation is written like 000012.');
  return given;
}
