import { type Command, Option } from 'commander';
import { CliError, exitCode } from '../../errors.js';
import { cellReader, type Mined, type MineRequest, minable, mine } from '../../index.js';
import { notThere } from '../../nearest.js';
import { fieldMark } from '../../project/file-words.js';
import { type Call, onCall } from '../call.js';
import { engineOption } from '../engine-option.js';
import { examples } from '../examples.js';
import { watchInterrupt } from '../interrupt.js';
import { collect, keyValues } from '../key-values.js';
import { print, say } from '../output.js';
import { sheetOfTable } from '../print/answer-sheet.js';
import { labelled, section, tableSection } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';
import { whatIfText, whyText } from '../print/why.js';
import { whole } from '../whole.js';
import { reading } from './mine/reading.js';

interface MineOptions extends Record<string, unknown> {
  header: boolean;
  lines?: boolean;
  null?: string[];
  whatIf?: string[];
}

/** `custometry mine MODEL FILE`: a model on one file, without a project; what it asks for is the model's to say. */
export function define(command: Command): void {
  command.helpCommand(false).addHelpText('after', examples(shown));
  for (const model of minable()) defineModel(command, model);
  const names = command.commands.map(one => one.name());
  command.on('command:*', ([word]: [string]) => {
    throw notThere(`there is no model ${word}`, word, names);
  });
}

const shown: [string, string][] = [
  ['custometry mine rfm orders.csv --customer id --date day --amount revenue', 'who buys how lately, often and much'],
  ['custometry mine segment people.csv --columns age,income --categories region', 'people who are alike'],
  ['custometry mine basket groceries.parquet --basket basket_id --item item', 'what goes with what'],
  ['custometry mine churn telco.csv --target Churn --positive Yes --id id', 'who will leave, and why'],
  ['custometry mine tree iris.csv --no-header --target 5', 'questions that tell classes apart'],
  ['custometry mine sequences orders.csv --customer id --time day --item product', 'what follows what'],
];

function defineModel(
  command: Command,
  { model, sentence, columns, choices, reference, asksRows }: ReturnType<typeof minable>[number],
): void {
  const own = command.command(model).copyInheritedSettings(command).description(sentence);
  own.argument('<file>', 'a file of CSV, TSV, NDJSON, Parquet or lines; .gz and .zst are read too');
  for (const [role, { sentence: about, many }] of Object.entries(columns))
    own.option(
      `--${role} <${many ? 'columns' : 'column'}>`,
      `${about}: ${many ? 'names, numbers or ranges such as 1-4' : 'its name or number'}`,
    );
  for (const [name, choice] of Object.entries(choices)) {
    const option = new Option(`--${name} <${choice.type}>`, choice.sentence);
    if (choice.words) option.choices([...choice.words]);
    own.addOption(readers[choice.type] ? option.argParser(readers[choice.type] as typeof whole) : option);
  }
  if (reference) own.addOption(engineOption(reference));
  if (asksRows)
    own
      .option('--who <id>', 'also why the row of that id has its score; by default rows are called by their number')
      .option('--what-if <column=value>', 'and how it would score with this value; may be repeated', collect);
  reading(own)
    .option('--parquet <file>', 'write all that was found: the scores by customer, or the sequences')
    .option('--html <file>', 'write the answer as a page')
    .option('--sql <file>', 'write the select that scores')
    .action(onCall<MineOptions>(call => run({ model, columns, choices }, call)));
}

const readers: Partial<Record<string, typeof whole>> = { whole, number: decimal };

const none = { rows: 0, columns: [] };

type Described = Pick<ReturnType<typeof minable>[number], 'model' | 'columns' | 'choices'>;

async function run(described: Described, { args: [file = ''], options }: Call<MineOptions>): Promise<void> {
  const interrupt = watchInterrupt();
  const told: string[] = [];
  const tell = (warning: string) => {
    told.push(warning);
    say(`warning: ${warning}`, options);
  };
  const request = { ...requestOf(described, file, options, interrupt.signal), tell };
  const mined = await mine(request)
    .catch(error => {
      throw interrupt.signal.aborted ? interrupt.signal.reason : error;
    })
    .finally(interrupt.stop);
  const { warnings, written, scores = none } = mined;
  for (const warning of warnings) if (!told.includes(warning)) tell(warning);
  await print({ value: shownAsJson(mined), text: textOf(mined), sheet: sheetOfTable(scores, cellReader) }, options);
  for (const path of written) say(`written: ${path}`, options);
}

function requestOf(
  { model, columns, choices }: Described,
  file: string,
  options: Call<MineOptions>['options'],
  signal: AbortSignal,
): MineRequest {
  const given = options as unknown as Record<string, string | undefined>;
  const own = (names: string[]) => Object.fromEntries(names.map(name => [name, given[camel(name)]]));
  const { encoding, delimiter, dateFormat, numberFormat, parquet, html, sql } = given;
  const format = options.lines ? 'lines' : given.format;
  const pattern = options.lines ? '(?<line>.*)' : given.pattern;
  if (delimiter !== undefined && !fieldMark.test(delimiter)) {
    throw new CliError(`--delimiter is one ASCII character, not ${delimiter}`, exitCode.usage, 'a tab is --format tsv');
  }
  return {
    model,
    file,
    columns: own(Object.keys(columns)),
    choices: own(Object.keys(choices)),
    engine: given.engine as MineRequest['engine'],
    who: given.who,
    whatIf: keyValues(options.whatIf ?? []),
    asOf: options.asOf,
    read: { format, encoding, delimiter, pattern, header: options.header } as MineRequest['read'] & object,
    formats: { date: dateFormat, number: numberFormat, nullWords: options.null },
    write: { parquet, html, sql },
    withScores: options.csv === true,
    signal,
  };
}

/** As commander spells an option's value. */
function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function decimal(given: string): number {
  const number = Number(given);
  if (given.trim() !== '' && Number.isFinite(number)) return number;
  throw new CliError(`${given} is no number`, exitCode.usage, 'write it like 0.5');
}

function shownAsJson({ model, file, engine, as_of, records, refused, answer, row, written }: Mined): object {
  return {
    model,
    file,
    engine,
    as_of,
    records,
    refused,
    ...answer,
    ...(row && { row }),
    ...(written.length > 0 && { written }),
  };
}

function textOf({
  title,
  file,
  engine,
  as_of: asOf,
  records,
  refused,
  tables,
  row,
  notes,
  definitions,
}: Mined): string {
  return [
    labelled([
      ['model', title],
      ['file', file],
      ['engine', engine],
      ['as of', asOf ?? undefined],
      ['records', `${records} read, ${refused.length} refused`],
    ]),
    ...tables.map(({ name, columns, rows }) => tableSection(name, sheetOf(rows, columns))),
    row ? whyText(`why ${row.who} is ${row.score.class}`, row.reasons) : '',
    row?.what_if ? whatIfText(row.what_if) : '',
    section('what to know', notes),
    section('what the numbers mean', definitions),
  ].join('');
}
