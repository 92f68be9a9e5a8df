import { basename } from 'node:path';
import { identifier } from '../engine/engine.js';
import type { Group } from './groups.js';
import type { Proposal, ProposedColumn } from './propose.js';

/** What a project file is written of. */
export interface Draft {
  folder: string;
  currency?: { currency: string; seen: string };
  groups: Group[];
  proposals: Proposal[];
}

/** The project file, with `# check:` wherever a person should look. */
export function projectText({ folder, currency, groups, proposals }: Draft): string {
  const money = currency
    ? [`currency: ${currency.currency} ${check(`as seen in ${currency.seen}`)}`]
    : ['currency: EUR # check: nothing in the files names a currency'];
  return [
    '# Written by custometry init from the beginnings of the files. Where it says "check:" somebody who knows the data should look.',
    `name: ${scalar(basename(folder) || 'custometry')}`,
    ...money,
    '',
    'sources:',
    ...groups.filter(({ only }) => only === undefined).flatMap(group => sourceLines(group, proposals)),
    ...entityLines(proposals),
    ...historyLines(proposals),
    '',
  ].join('\n');
}

function sourceLines(group: Group, proposals: Proposal[]): string[] {
  const isMapped = proposals.some(
    ({ source, columns }) =>
      source === group.name || columns.some(({ from }) => from?.includes(identifier('raw', group.name))),
  );
  const { reading, patterns, system, note } = group;
  const isLines = proposals.some(
    one => one.source === group.name && one.columns.some(({ name }) => name === 'order_id'),
  );
  const numbersLines = isLines && group.columns.some(({ field, filled }) => field === 'line_number' && filled > 0);
  const words = [...new Set(group.columns.flatMap(column => (column.number || column.date ? column.nullWords : [])))];
  return [
    `  ${scalar(group.name)}:`,
    ...(note || !isMapped ? [`    ${check(note ?? unknown(group))}`] : []),
    patterns.length === 1
      ? `    files: ${scalar(patterns[0] ?? '')}`
      : `    files: [${patterns.map(scalar).join(', ')}]`,
    ...Object.entries(reading).map(([key, value]) => {
      const text = typeof value === 'string' ? scalar(value) : value;
      const isGuess = key === 'encoding' && value !== 'utf-16';
      return `    ${key}: ${text}${isGuess ? ` ${check('no UTF-8; this fits its letters')}` : ''}`;
    }),
    ...(system
      ? [
          `    system: ${scalar(system)} ${check("numbers of customers and products are taken to be this system's own")}`,
        ]
      : []),
    ...(numbersLines
      ? ['    duplicates: drop # its lines are numbered, so an equal record is the same line twice']
      : []),
    ...(words.length > 0 ? [`    null_words: [${words.map(scalar).join(', ')}]`] : []),
  ];
}

const unknown = ({ columns }: Group) =>
  `what these records are was not recognised, so nothing is made of them; columns: ${columns.map(({ name }) => name).join(', ')}`;

function entityLines(proposals: Proposal[]): string[] {
  const names = [...new Set(proposals.map(({ entity }) => entity))];
  const lines = names.flatMap(name => [
    `  ${name}:`,
    ...proposals.filter(({ entity }) => entity === name).flatMap(mappingLines),
  ]);
  return ['', 'entities:', ...lines, ...(names.includes('order_line') ? [] : blankOrderLines)];
}

/** A reference that the loader asks to be filled. */
const reference = (name: string) => `'\${${name}}'`;

/** A run without orders would publish an empty report: better it stops here and says what is missing. */
const blankOrderLines = [
  '  order_line:',
  '    # check: no file was recognised as order lines: write its source and its columns in place of the references, or take these lines out',
  `    - source: ${reference('order_lines_source')}`,
  '      columns:',
  `        order_id: ${reference('order_number_column')}`,
  `        ordered_at: ${reference('order_date_column')}`,
  `        customer_id: ${reference('customer_number_column')}`,
  `        net_amount: ${reference('amount_column')}`,
];

function mappingLines({ source, where, whereAsked, toldAgain, columns, checks }: Proposal): string[] {
  return [
    ...checks.map(text => `    ${check(text)}`),
    `    - source: ${scalar(source)}`,
    ...(where ? [`      where: ${scalar(where)}`] : []),
    ...(whereAsked ? [`      where: ${reference(whereAsked)}`] : []),
    ...(toldAgain ? [`      told_again: ${reference(toldAgain)}`] : []),
    '      columns:',
    ...columns.flatMap(columnLines),
  ];
}

function columnLines(column: ProposedColumn): string[] {
  const { name, blank, derive, formats, personal, checks } = column;
  const from = column.isMinor && column.from ? `${landedValue(column.from)} || 'e-2'` : column.from;
  const keys = [
    ...(from === undefined ? [] : [`from: ${scalar(from)}`]),
    ...(blank === undefined ? [] : [`from: ${reference(blank)}`]),
    ...(column.default === undefined ? [] : [`default: ${scalar(column.default)}`]),
    ...(derive ? [`derive: ${derive}`] : []),
    ...(formats ? [`formats: ${formats.startsWith('${') ? `"${formats}"` : scalar(formats)}`] : []),
    ...(personal ? [`personal: ${personal}`] : []),
  ];
  const isPlain = keys.length === 1 && keys[0]?.startsWith('from: ');
  const value = isPlain ? keys[0]?.slice('from: '.length) : `{ ${keys.join(', ')} }`;
  return [...checks.map(text => `        ${check(text)}`), `        ${scalar(name)}: ${value}`];
}

const landedValue = (from: string) => (from.startsWith('(select') ? from : identifier(from));

/** What order lines say of a customer or product is keyed in anew each time: the latest counts, and opens no version. */
function historyLines(proposals: Proposal[]): string[] {
  const lines = proposals.flatMap(({ entity, columns, isEmbedded }) => {
    const names = columns.map(({ name }) => name).filter(name => !['updated_at', `${entity}_id`].includes(name));
    return isEmbedded ? [`  ${entity}: { history: { ${names.map(name => `${scalar(name)}: 1`).join(', ')} } }`] : [];
  });
  return lines.length > 0 ? ['', 'dimensions:', ...lines] : [];
}

/** A comment is one line, whatever a header holds. */
const check = (text: string) => `# check: ${text.replace(/[\s\p{Cc}]+/gu, ' ')}`;

/** A text as YAML has it, in quotes where it is no plain word. */
function scalar(text: string): string {
  const isPlain =
    /^[A-Za-z_][\w ./*-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text) && !/ $/.test(text);
  if (isPlain) return text;
  const kept = text.replaceAll('${', () => '$${');
  return /[\p{Cc}\u2028\u2029]/u.test(kept) ? JSON.stringify(kept) : `'${kept.replaceAll("'", "''")}'`;
}
