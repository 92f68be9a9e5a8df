import { CliError, exitCode } from '../errors.js';
import { nearest } from '../nearest.js';
import { months } from './calendar-names.js';

/** A declared way of writing a date or time, ready to become SQL. */
export interface DateFormat {
  /** The parts in order; a part without a field is written as it stands. */
  tokens: DateToken[];
  /** Anchored, without look-around or back-references: what a trimmed value must match. */
  regex: string;
}

interface DateToken {
  text: string;
  field?: Field;
}

type Field =
  | ('year' | 'month' | 'day' | 'hour' | 'half-day hour' | 'minute' | 'second' | 'fraction')
  | ('half day' | 'offset');

interface Word {
  field: Field;
  regex: string;
  /** Of one or two digits, so it needs a separator on either side. */
  narrow?: true;
}

const words: Record<string, Word> = {
  YYYY: { field: 'year', regex: '[0-9]{4}' },
  YY: { field: 'year', regex: '[0-9]{2}' },
  MM: { field: 'month', regex: '(?:0[1-9]|1[0-2])' },
  M: { field: 'month', regex: '(?:0?[1-9]|1[0-2])', narrow: true },
  MMM: { field: 'month', regex: anyCase(months.map(name => name.slice(0, 3))) },
  MMMM: { field: 'month', regex: anyCase(months) },
  DD: { field: 'day', regex: '(?:0[1-9]|[12][0-9]|3[01])' },
  D: { field: 'day', regex: '(?:0?[1-9]|[12][0-9]|3[01])', narrow: true },
  HH: { field: 'hour', regex: '(?:[01][0-9]|2[0-3])' },
  H: { field: 'hour', regex: '(?:[01]?[0-9]|2[0-3])', narrow: true },
  hh: { field: 'half-day hour', regex: '(?:0[1-9]|1[0-2])' },
  h: { field: 'half-day hour', regex: '(?:0?[1-9]|1[0-2])', narrow: true },
  mm: { field: 'minute', regex: '[0-5][0-9]' },
  ss: { field: 'second', regex: '[0-5][0-9]' },
  SSS: { field: 'fraction', regex: '[0-9]{3}' },
  A: { field: 'half day', regex: '[AaPp][Mm]' },
  Z: { field: 'offset', regex: '(?:Z|[+-](?:0[0-9]|1[0-5])(?::?[0-5][0-9])?)' },
};

/** A regular expression for any of these words, in letters of any case; in the words of all engines. */
function anyCase(names: readonly string[]): string {
  return `(?:${names.map(name => name.replace(/./g, letter => `[${letter.toUpperCase()}${letter.toLowerCase()}]`)).join('|')})`;
}

/** What stands between them: signs, and the words for year to second of Chinese, Japanese and Korean. */
const between = /^[-/.:, _T年月日时時分秒년월일시분초]$/;

/** What a part cannot do without. */
const needs: Partial<Record<Field, Field[]>> = {
  'half-day hour': ['half day'],
  'half day': ['half-day hour'],
  minute: ['hour', 'half-day hour'],
  second: ['minute'],
  fraction: ['second'],
  offset: ['hour', 'half-day hour'],
};

const swaps: Record<string, string> = { DD: 'MM', D: 'M', MM: 'DD', M: 'D' };

/**
 * Reads a date format made of `YYYY YY MMMM MMM MM M DD D HH H hh h mm ss SSS A Z`, blanks, `- / . : , _`, `T` and words such as `年`, as in `DD.MM.YYYY HH:mm`.
 * `MMM` and `MMMM` are English names of months, short and whole, in any case. `M D H h` take one digit or two; years of two digits are 1969 to 2068.
 * `Z` is the difference from UTC: `Z`, `+01`, `+0100` or `+01:00`. Throws a CliError that says what is wrong.
 */
export function parseDateFormat(text: string): DateFormat {
  const tokens = split(text);
  checkFields(text, tokens);
  checkWidths(text, tokens);
  return {
    tokens,
    regex: `^${tokens.map(token => wordOf(token)?.regex ?? token.text.replace('.', '[.]')).join('')}$`,
  };
}

/** The same format with day and month changed over, which may read the same values; undefined where the year comes first or the month is a name. */
export function swapped(format: string): string | undefined {
  const { tokens } = parseDateFormat(format);
  const first = tokens.find(token => token.field === 'year' || token.field === 'month' || token.field === 'day');
  if (first?.field === 'year' || tokens.some(token => token.text.startsWith('MMM'))) return undefined;
  return tokens.map(token => (token.field ? (swaps[token.text] ?? token.text) : token.text)).join('');
}

function split(text: string): DateToken[] {
  return (text.match(/([A-Za-z])\1*|./gsu) ?? []).map(part => {
    const word = words[part];
    if (word) return { text: part, field: word.field };
    if (between.test(part)) return { text: part };
    const near = nearest(part, Object.keys(words));
    const help = near
      ? `did you mean "${near}"?`
      : `known are ${Object.keys(words).join(' ')} and - / . : , _ T 年 月 日`;
    throw unknown(text, `"${part}" has no meaning in it; ${help}`);
  });
}

function checkFields(text: string, tokens: DateToken[]): void {
  const fields = tokens.flatMap(token => token.field ?? []);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice) throw unknown(text, `the ${twice} stands in it twice`);
  if (fields.includes('hour') && fields.includes('half-day hour')) throw unknown(text, 'it has both H and h');
  const missing = (['year', 'month', 'day'] as const).find(field => !fields.includes(field));
  if (missing) throw unknown(text, `the ${missing} is missing (${spelling(missing)})`);
  for (const field of fields) {
    const wanted = needs[field];
    if (wanted && !wanted.some(one => fields.includes(one))) {
      throw unknown(text, `the ${field} needs the ${wanted[0]} (${wanted.map(spelling).join(' or ')})`);
    }
  }
}

function checkWidths(text: string, tokens: DateToken[]): void {
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    if (!token.field || !next?.field || isTold(next.field)) return;
    const narrow = [token, next].find(one => wordOf(one)?.narrow);
    if (narrow) throw unknown(text, `"${narrow.text}" is of one or two digits and needs a separator`);
  });
}

/** Whether a field shows where it begins. */
const isTold = (field: Field) => field === 'half day' || field === 'offset';

function wordOf(token: DateToken): Word | undefined {
  return token.field ? words[token.text] : undefined;
}

function spelling(field: Field): string {
  const spelt = Object.keys(words).filter(word => words[word]?.field === field);
  return spelt.join(' or ');
}

function unknown(text: string, why: string): CliError {
  return new CliError(`unknown date format "${text}": ${why}`, exitCode.project);
}
