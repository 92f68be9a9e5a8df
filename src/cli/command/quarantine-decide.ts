import type { Command } from 'commander';
import { count } from '../../count.js';
import { CliError, exitCode } from '../../errors.js';
import type { Retried, Selection, Settled } from '../../index.js';
import type { Call } from '../call.js';
import { print, say } from '../output.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';
import { whole } from '../whole.js';
import { addWord, type WordOptions } from '../word.js';

interface Which extends WordOptions {
  rule?: string;
  source?: string;
  all?: true;
}

/** `custometry quarantine waive | revoke | discard | retry`: what is done about refused records. */
export function decide(command: Command): void {
  const everyRecord = 'every refused record';
  settle(command.command('waive'), 'waive', 'the rules that refuse these records do so no more', everyRecord);
  settle(command.command('revoke'), 'revoke', 'waivers are taken back: the rules refuse again', 'every waiver');
  settle(
    command.command('discard'),
    'discard',
    'these records are refused for good, and no fault any more',
    everyRecord,
  );
  retry(command.command('retry'));
}

function settle(command: Command, action: 'waive' | 'revoke' | 'discard', summary: string, all: string): void {
  addWord(command)
    .description(summary)
    .argument('[file]', 'as the list names it')
    .argument('[row]', 'as the list names it', whole)
    .option('--rule <name>', 'of one rule')
    .option('--source <name>', 'of one source')
    .option('--all', all)
    .action(
      onWarehouse(
        (warehouse, call: Call<Which>) => warehouse.settleQuarantine(action, selectionOf(call), wordOf(call)),
        tell,
      ),
    );
}

function retry(command: Command): void {
  addWord(command)
    .description('land the mended records of an export again')
    .argument('[mended]', 'an export of the quarantine whose `record` was mended')
    .action(
      onWarehouse(
        (warehouse, call: Call<WordOptions>) => {
          const [mended] = call.args;
          return mended === undefined ? undefined : warehouse.retryQuarantine(mended, wordOf(call));
        },
        async (retried, call) => (retried ? tellRetry(retried, call) : say(judgedAnyway, call.options)),
      ),
    );
}

const judgedAnyway =
  'nothing to do: every run judges every record by the rules as they are then; to land mended records, name their file';

function selectionOf({ args: [file, row], options: { rule, source, all } }: Call<Which>): Selection {
  const selection = { source, rule, file, row: row === undefined ? undefined : Number(row) };
  const isNamed = Object.values(selection).some(value => value !== undefined);
  if (isNamed !== (all === true)) return selection;
  const what = isNamed ? '--all goes with nothing else' : 'which records?';
  throw new CliError(what, exitCode.usage, 'name a file and row, --rule, --source, or --all');
}

function wordOf({ options: { by, why } }: Call<WordOptions>): WordOptions {
  return { by, why };
}

async function tellRetry(retried: Retried, call: Call<WordOptions>): Promise<void> {
  await tell(retried, call);
  const places = retried.waived.map(({ file, row }) => `${file}, row ${row}`);
  const named = `${places.slice(0, 5).join('; ')}${places.length > 5 ? '; …' : ''}`;
  if (places.length > 0) say(`${count(places.length, 'record')} waived by now, left as landed: ${named}`, call.options);
  if (retried.already > 0)
    say(`${count(retried.already, 'record')} mended before, left as landed then; ${mendedAgain}`, call.options);
  if (retried.unchanged > 0)
    say(`${count(retried.unchanged, 'record')} as they were: they stay where they are`, call.options);
}

const mendedAgain = 'to mend them again, export what was landed: custometry quarantine export --mended --out FILE';

async function tell(settled: Settled, { options }: Call<WordOptions>): Promise<void> {
  const { action, decided, already } = settled;
  const before = already > 0 ? `; ${already} had been before` : '';
  const later = decided.length > 0 ? '. In effect from the next run: custometry run' : '';
  const text = `${count(decided.length, 'decision')} to ${action}${before}${later}`;
  const sheet = sheetOf(decided.map(one => ({ ...one })));
  await print({ value: settled, text, sheet, isAccount: true }, options);
}
