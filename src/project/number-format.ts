import { CliError, exitCode } from '../errors.js';

/** A declared way of writing numbers, ready to become SQL. */
export interface NumberFormat {
  decimal: '.' | ',';
  /** Between thousands; a blank stands for no-break and narrow blanks too, ’ also for '. */
  group: '' | ',' | '.' | ' ' | '’';
  /** Such as a currency sign, without blanks around it. */
  prefix: string;
  suffix: string;
  /** `(5.00)` is minus five. */
  negativeParentheses: boolean;
  /** Anchored, without look-around or back-references: what a trimmed value must match. */
  pattern: string;
  /** Single characters to delete once prefix and suffix are gone; what is left is sign, digits and the decimal character. */
  noise: string;
}

const blanks = ' \u00a0\u202f';
const quotes = "’'";

/**
 * Reads a number format given by example: `1234.5`, `1,234.50`, `1.234,50`, `1 234,50`, `$1,234.50`, `1.234,50 €`, `(1,234.50)`.
 * Values may have any number of decimals (none, where the example has none), and leave the grouping out. Throws a CliError that says what is wrong.
 */
export function parseNumberFormat(text: string): NumberFormat {
  const { prefix, digits, suffix, negativeParentheses } = frame(text);
  const { group, decimal, fraction } = separators(text, digits);
  if (/[-+()'"’\d]/.test(prefix + suffix) || [...prefix, ...suffix].some(one => one === decimal || one === group)) {
    throw unknown(text, `"${prefix}${suffix}" cannot be told from the number`);
  }
  const number = numberPattern(group, decimal, fraction);
  return {
    decimal,
    group,
    prefix,
    suffix,
    negativeParentheses,
    pattern: `^(?:${framedPatterns(number, prefix, suffix, negativeParentheses).join('|')})$`,
    noise: `${blanks}+${groupCharacters(group)}${negativeParentheses ? '()' : ''}`,
  };
}

function frame(text: string) {
  const inner = /^\((.*)\)$/u.exec(text)?.[1];
  const found = /^(\D*?)(\d.*\d|\d)(\D*)$/u.exec(inner ?? text);
  if (!found) throw unknown(text, 'it has no digits');
  const [, before = '', digits = '', after = ''] = found;
  if (/[-+]/.test(before + after)) throw unknown(text, 'the sign is not part of it');
  return { prefix: before.trim(), digits, suffix: after.trim(), negativeParentheses: inner !== undefined };
}

/** Grouped with decimals, grouped more than once, or plain; one separator before three digits could be either. */
function separators(
  text: string,
  digits: string,
): { group: NumberFormat['group']; decimal: '.' | ','; fraction: boolean } {
  const grouped = /^\d{1,3}(?:([,. \u00a0\u202f’'])\d{3})(?:\1\d{3})*(?:([.,])\d+)?$/u.exec(digits);
  const plain = /^\d+(?:([.,])\d+)?$/.exec(digits);
  if (grouped && plain && !digits.startsWith('0')) {
    throw unknown(
      text,
      `it can be read in two ways; write ${digits}${grouped[1] === ',' ? '.00' : ',00'} or 1234${grouped[1]}5`,
    );
  }
  if (plain) return { group: '', decimal: plain[1] === ',' ? ',' : '.', fraction: plain[1] !== undefined };
  if (!grouped || grouped[1] === grouped[2]) throw unknown(text, `"${digits}" is no number with groups of three`);
  const group = groupOf(grouped[1] as string);
  const decimal = grouped[2] ?? (group === '.' ? ',' : '.');
  return { group, decimal: decimal as '.' | ',', fraction: grouped[2] !== undefined };
}

function groupOf(character: string): NumberFormat['group'] {
  if (blanks.includes(character)) return ' ';
  return quotes.includes(character) ? '’' : (character as ',' | '.');
}

function groupCharacters(group: NumberFormat['group']): string {
  if (group === ' ') return '';
  return group === '’' ? quotes : group;
}

function numberPattern(group: NumberFormat['group'], decimal: string, fraction: boolean): string {
  const between = group === ' ' ? `[${blanks}]` : `[${groupCharacters(group)}]`;
  const whole = group === '' ? '[0-9]+' : `(?:[0-9]{1,3}(?:${between}[0-9]{3})+|[0-9]+)`;
  return fraction ? `(?:${whole}(?:[${decimal}][0-9]*)?|[${decimal}][0-9]+)` : whole;
}

function framedPatterns(number: string, prefix: string, suffix: string, parentheses: boolean): string[] {
  const before = prefix === '' ? '' : `${escaped(prefix)}[${blanks}]?`;
  const after = suffix === '' ? '' : `[${blanks}]?${escaped(suffix)}`;
  const signed =
    prefix === '' ? [`[+-]?${number}${after}`] : [`[+-]?${before}${number}${after}`, `${before}[+-]${number}${after}`];
  return parentheses ? [...signed, `[(]${before}${number}${after}[)]`] : signed;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

function unknown(text: string, why: string): CliError {
  const message = `unknown number format "${text}": ${why}`;
  return new CliError(
    message,
    exitCode.project,
    'write it by example, as 1234.5, 1,234.50, 1.234,50 €, $1,234.50 or (1,234.50)',
  );
}
