import type { Command } from 'commander';
import type { Card, Cell } from '../../index.js';
import { examples } from '../examples.js';
import { print } from '../output.js';
import { labelled, tableSection } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

/** `custometry customer`: who a customer is, what they bought, how they score. */
export function define(command: Command): void {
  command
    .argument('<id>', 'customer number, as dw.dim_customer has it')
    .addHelpText(
      'after',
      examples([
        ['custometry customer 17850', 'who they are, behaviour, scores, next products, orders, payments'],
        ['custometry customer 17850 --json', 'the same as one object'],
      ]),
    )
    .action(
      onWarehouse(
        (warehouse, { args: [id = ''] }) => warehouse.customer(id),
        (card, { options }) => print({ value: card, text: cardText(card), sheet: sheetOf([flat(card)]) }, options),
      ),
    );
}

function cardText(card: Card): string {
  const { customer_id, balance, master, behaviour, scores } = card;
  return [
    labelled([
      ['customer', customer_id],
      ['balance', balance === null ? '' : String(balance)],
    ]),
    facts('who', master),
    facts('behaviour', behaviour),
    ...Object.entries(scores).map(([model, { suggestions: _, ...score }]) => facts(model, score)),
    tableSection('next products', sheetOf(card.next_products)),
    tableSection('published scores', sheetOf(card.history)),
    tableSection('orders', sheetOf(card.orders)),
    tableSection('subscriptions', sheetOf(card.subscriptions)),
    tableSection('payments', sheetOf(card.payments)),
  ].join('');
}

function facts(heading: string, record: Record<string, Cell>): string {
  const known = Object.entries(record).filter(([, value]) => value !== null && value !== '');
  if (known.length === 0) return '';
  const lines = labelled(known.map(([name, value]) => [name, String(value)]));
  return `\n${heading}\n${lines.replace(/^(?=.)/gm, '  ')}`;
}

function flat({ customer_id, master, behaviour, scores, balance }: Card): object {
  const scored = Object.entries(scores).flatMap(([model, score]) =>
    Object.entries(score).map(([name, value]) => [`${model}_${name}`, value]),
  );
  return {
    customer_id,
    ...master,
    ...behaviour,
    ...Object.fromEntries(scored),
    ...(balance === null ? {} : { balance }),
  };
}
