import type { Command } from 'commander';
import type { Explained } from '../../index.js';
import type { Call } from '../call.js';
import { examples } from '../examples.js';
import { collect, keyValues } from '../key-values.js';
import { print } from '../output.js';
import { labelled, section, tableSection } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';
import { whatIfText, whyText } from '../print/why.js';
import { onWarehouse } from '../session.js';

/** `custometry explain`: why a model scores as it does, or why one customer has their score, in words. */
export function define(command: Command): void {
  command
    .argument('<model>', 'its name, such as rfm')
    .argument('[customer]', 'customer number, as dw.dim_customer has it')
    .option('--what-if <column=value>', 'how the customer would score with this value; may be repeated', collect)
    .addHelpText(
      'after',
      examples([
        ['custometry explain rfm', 'where the bounds lie, and what the numbers mean'],
        ['custometry explain rfm 17850', "why this customer's scores are what they are"],
        ['custometry explain churn 17850 --what-if recency_days=10', 'and how they would score had they bought lately'],
      ]),
    )
    .action(
      onWarehouse(
        (warehouse, { args: [model = '', customer], options: { whatIf = [] } }: Call<{ whatIf?: string[] }>) =>
          warehouse.explain(model, customer, keyValues(whatIf)),
        (found, { options }) =>
          print({ value: found, text: explainText(found), sheet: sheetOf(found.reasons) }, options),
      ),
    );
}

function explainText({ title, customer, reasons, audit = [], whatIf, definitions }: Explained): string {
  return [
    labelled([
      ['model', title],
      ['customer', customer ?? undefined],
    ]),
    whyText(customer === null ? 'how it scores' : 'why', reasons),
    ...audit.map(({ name, columns, rows }) => tableSection(name.replace('_', ' '), sheetOf(rows, columns))),
    whatIf ? whatIfText(whatIf) : '',
    section('what the numbers mean', definitions),
  ].join('');
}
