import type { Command } from 'commander';
import type { FitEngine, FitNow } from '../../index.js';
import { engineOption } from '../engine-option.js';
import { examples } from '../examples.js';
import { print } from '../output.js';
import { labelled, section } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

/** `custometry fit`: what a model would learn from the features that stand now; a run publishes it. */
export function define(command: Command): void {
  command
    .argument('<model>', 'its name, such as rfm')
    .addOption(engineOption('the package that it is held against'))
    .addHelpText(
      'after',
      examples([
        ['custometry fit rfm', 'what it would learn now, in words'],
        ['custometry fit rfm --json', 'the whole fit as one object'],
        ['custometry run --force --no-freeze', 'fits every model and publishes that'],
      ]),
    )
    .action(
      onWarehouse<{ engine?: FitEngine }, FitNow>(
        (warehouse, { args: [model = ''], options: { engine } }) => warehouse.fit(model, engine),
        (fit, { options }) => print({ value: fit, text: fitText(fit), sheet: sheetOf([fit.metrics]) }, options),
      ),
    );
}

function fitText({ title, asOf, refit, rows, metrics, reasons, published, unread, warnings, notes }: FitNow): string {
  return [
    labelled([
      ['model', title],
      ['as of', asOf ?? undefined],
      ['rows', String(rows)],
      ['refit', typeof refit === 'string' ? refit.replace('_', ' ') : `past a drift of ${refit.drift}`],
      ['published', publishedWords({ published, unread })],
      ['drift since', published?.drift.toFixed(4)],
      ...Object.entries(metrics).map(([name, value]): [string, string] => [name.replaceAll('_', ' '), String(value)]),
    ]),
    section(
      'what it learnt',
      reasons.map(({ text }) => text),
    ),
    section('what has moved since', published?.moved ?? []),
    section('warnings', warnings),
    section('what to know', notes),
    '\nnot published: custometry run does that, by its refit rule\n',
  ].join('');
}

function publishedWords({ published, unread }: Pick<FitNow, 'published' | 'unread'>): string {
  if (published) return `by generation ${published.generation}, as of ${published.asOf}`;
  return unread === undefined ? 'never' : `not read here: ${unread}`;
}
