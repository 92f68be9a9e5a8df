import type { Command } from 'commander';
import type { Explained } from '../../index.js';
import { examples } from '../examples.js';
import { print } from '../output.js';
import { labelled, section } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

/** `custometry explain`: why a model scores as it does, or why one customer has their score, in words. */
export function define(command: Command): void {
  command
    .argument('<model>', 'its name, such as rfm')
    .argument('[customer]', 'customer number, as dw.dim_customer has it')
    .addHelpText(
      'after',
      examples([
        ['custometry explain rfm', 'where the bounds lie, and what the numbers mean'],
        ['custometry explain rfm 17850', "why this customer's scores are what they are"],
      ]),
    )
    .action(
      onWarehouse(
        (warehouse, { args: [model = '', customer] }) => warehouse.explain(model, customer),
        (found, { options }) =>
          print({ value: found, text: explainText(found), sheet: sheetOf(found.reasons) }, options),
      ),
    );
}

function explainText({ title, customer, reasons, definitions }: Explained): string {
  return [
    labelled([
      ['model', title],
      ['customer', customer ?? undefined],
    ]),
    section(
      customer === null ? 'how it scores' : 'why',
      reasons.map(({ text, contribution }) => (contribution === undefined ? text : `${contribution}  ${text}`)),
    ),
    section('what the numbers mean', definitions),
  ].join('');
}
