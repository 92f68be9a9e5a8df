import type { Command } from 'commander';
import type { Lineage } from '../../index.js';
import { examples } from '../examples.js';
import { print } from '../output.js';
import { labelled, section } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

/** `custometry lineage`: the way a table's rows have come, read out of the SQL itself. */
export function define(command: Command): void {
  command
    .argument('<table>', 'schema.name, such as report.rfm_segment')
    .addHelpText(
      'after',
      examples([
        ['custometry lineage report.rfm_segment', 'everything it rests on'],
        ['custometry lineage dw.fact_order_line --csv', 'one record per step: table, reads'],
      ]),
    )
    .action(
      onWarehouse(
        (warehouse, { args: [table = ''] }) => warehouse.lineage(table),
        (lineage, { options }) =>
          print(
            { value: lineage, text: lineageText(lineage), sheet: sheetOf(steps(lineage), ['table', 'reads']) },
            options,
          ),
      ),
    );
}

function lineageText({ table, inputs, readers, upstream }: Lineage): string {
  const head = labelled([
    ['table', table],
    ['reads', inputs.join(', ') || 'nothing'],
    ['read by', readers.join(', ') || 'nobody'],
  ]);
  const above = upstream.filter(step => step.inputs.length > 0);
  return (
    head +
    section(
      'upstream',
      above.map(step => `${step.table} ← ${step.inputs.join(', ')}`),
    )
  );
}

function steps({ table, inputs, upstream }: Lineage): { table: string; reads: string }[] {
  return [{ table, inputs }, ...upstream].flatMap(step => step.inputs.map(one => ({ table: step.table, reads: one })));
}
