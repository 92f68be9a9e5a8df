import { type Command, Option } from 'commander';
import { count } from '../../count.js';
import { CliError, exitCode } from '../../errors.js';
import type { ExportFormat, Refusals } from '../../index.js';
import type { Call } from '../call.js';
import { examples } from '../examples.js';
import { formatByName } from '../format-by-name.js';
import { print, say } from '../output.js';
import { labelled, tableSection } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';
import { whole } from '../whole.js';
import { decide } from './quarantine-decide.js';

const formats = ['csv', 'json', 'parquet'] as const;

interface Which {
  rule?: string;
  source?: string;
  limit: number;
}

interface ToFile {
  out: string;
  format?: ExportFormat;
  mended?: true;
}

/** `custometry quarantine list | show | export | waive | revoke | discard | retry`: the refused records, and what is done about them. */
export function define(command: Command): void {
  list(command.command('list', { isDefault: true }));
  show(command.command('show'));
  toFile(command.command('export'));
  decide(command);
  command.helpCommand(false).addHelpText(
    'after',
    examples([
      ['custometry quarantine', 'how many by rule, and the first of them'],
      ['custometry quarantine list --rule required_order_id --limit 100', 'one rule only'],
      ['custometry quarantine show orders.csv 17', 'one record with everything that was wrong'],
      ['custometry quarantine export --out refused.csv', 'all of them, for whoever mends them'],
      ['custometry quarantine export --mended --out mended.csv', 'what was mended and accepted, to mend it again'],
      ['custometry quarantine retry refused.csv --why "typing errors"', 'lands the records that were mended in it'],
      ['custometry quarantine waive --rule in_country --why "new markets"', 'the rule refuses nothing more'],
      ['custometry quarantine revoke --rule in_country --why "fraud"', 'the waiver ends: the rule refuses again'],
      ['custometry quarantine discard orders.csv 17 --why "a test order"', 'refused for good'],
    ]),
  );
}

function list(command: Command): void {
  command
    .description('the refused records, counted by rule')
    .option('--rule <name>', 'of one rule')
    .option('--source <name>', 'of one source')
    .option('--limit <n>', 'records shown', whole, 20)
    .action(
      onWarehouse(
        (warehouse, { options: { rule, source, limit } }: Call<Which>) => warehouse.quarantine({ rule, source, limit }),
        tellList,
      ),
    );
}

async function tellList(refusals: Refusals, { options }: Call<Which>): Promise<void> {
  const { total, byRule, records, pending } = refusals;
  const columns = ['status', 'source', 'file', 'row', 'entity', 'mapping', 'rule', 'column_name', 'value', 'message'];
  const head = `${count(total, 'refusal')}, one per record and mapping\n`;
  const first = tableSection(
    records.length < total ? `the first ${records.length}` : 'all of them',
    sheetOf(records, columns),
  );
  const text = [head, tableSection('by status and rule', sheetOf(byRule)), first].join('');
  await print({ value: refusals, text, sheet: sheetOf(records) }, options);
  if (pending > 0)
    say(`${count(pending, 'refusal')} decided since the last run; the next run takes that over`, options);
  if (records.length < total) say(`${records.length} of ${total} shown; --limit ${total} shows all`, options);
}

function show(command: Command): void {
  command
    .description('one refused record: every rule it broke, and the record itself')
    .argument('<file>', 'as the list names it')
    .argument('<row>', 'as the list names it', whole)
    .action(
      onWarehouse(
        (warehouse, { args: [file = '', row] }: Call) => warehouse.quarantineRecord(file, Number(row)),
        async (records, { args: [file, row], options }: Call) => {
          if (records.length === 0) {
            throw new CliError(
              `no refused record at row ${row} of ${file}`,
              exitCode.usage,
              'see: custometry quarantine list',
            );
          }
          await print({ value: records, text: recordText(records), sheet: sheetOf(records) }, options);
        },
      ),
    );
}

function recordText(records: Refusals['records']): string {
  return records
    .map(record => labelled(Object.entries(record).map(([name, value]) => [name, String(value ?? '')])))
    .join('\n');
}

function toFile(command: Command): void {
  command
    .description('write all refused records to a file')
    .requiredOption('--out <file>', 'the file')
    .option('--mended', 'not these, but what was mended and accepted')
    .addOption(
      new Option('--format <format>', "default: by the file's name, csv where that has no ending").choices(formats),
    )
    .action(
      onWarehouse(
        (warehouse, { options: { out, format, mended } }: Call<ToFile>) =>
          warehouse.exportQuarantine(out, format ?? formatByName(out, formats), mended ? 'mended' : 'refused'),
        async (written, { options }) =>
          print(
            {
              value: written,
              text: `${count(written.rows, 'record')} written to ${written.path}`,
              sheet: sheetOf([written]),
              isAccount: true,
            },
            options,
          ),
      ),
    );
}
