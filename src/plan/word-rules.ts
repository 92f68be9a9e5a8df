import { portableWords } from './portable-words.js';
import type { Token } from './tokens.js';

/** A place in a text: its tokens, the index of one, and the words before the parentheses open around it. */
export interface Place {
  text: Token[];
  at: number;
  around: string[];
}

/** What is wrong at a place, if anything. */
export type WordRule = (place: Place) => string | undefined;

/** The rules that need more than a fixed phrase. */
export const wordRules: WordRule[] = [
  secondStatement,
  average,
  unknownFunction,
  listLiteral,
  intervalForm,
  bareInterval,
  fromFirst,
  castType,
  reservedAlias,
  bareValues,
  limitBeforeOffset,
  filteredWindow,
  extractedField,
];

function secondStatement({ text, at }: Place): string | undefined {
  return text[at]?.text === ';' && text[at + 1] ? '; and more; a file is one select' : undefined;
}

function unknownFunction({ text, at }: Place): string | undefined {
  const name = text[at];
  if (name?.kind !== 'word' || text[at + 1]?.text !== '(') return undefined;
  if (portableWords.syntax.has(name.text) || portableWords.functions.has(name.text)) return undefined;
  return namesColumns(text, at) || isType(text, at) ? undefined : `${name.text}(); not among the portable functions`;
}

/** `as t (n)`, `) t (n)`, `with t (n) as (`: names for columns, not a call. */
function namesColumns(text: Token[], at: number): boolean {
  const before = text[at - 1]?.text;
  if (before === ')') return true;
  const close = closing(text, at + 1);
  if (text[close + 1]?.text === 'as' && text[close + 2]?.text === '(') return true;
  return before === 'as';
}

function isType(text: Token[], at: number): boolean {
  return text[at - 1]?.text === 'as' && portableWords.types.has(text[at]?.text ?? '');
}

/** Of decimals the engines differ, of doubles two runs do. */
function average({ text, at }: Place): string | undefined {
  const isCall = text[at]?.text === 'avg' && text[at + 1]?.text === '(';
  return isCall ? 'avg(); write cast(sum(x) as double) / count(x)' : undefined;
}

function listLiteral({ text, at }: Place): string | undefined {
  if (text[at]?.text !== '[') return undefined;
  const before = text[at - 1];
  const isSubscript = before?.kind === 'quoted' || before?.text === ')' || before?.text === ']';
  return isSubscript || (before?.kind === 'word' && !portableWords.syntax.has(before.text)) || before?.text === 'array'
    ? undefined
    : '[…]; write array[…]';
}

function intervalForm({ text, at }: Place): string | undefined {
  if (text[at]?.text !== 'interval') return undefined;
  const isPlain = text[at + 1]?.kind === 'string' && /^'-?\d+'$/.test(text[at + 1]?.text ?? '');
  return isPlain && text[at + 2]?.kind === 'word' ? undefined : "interval; write interval '1' day";
}

/** A date plus an interval is a date on one engine and a timestamp on the other; inside a cast it does not matter. */
function bareInterval({ text, at, around }: Place): string | undefined {
  if (text[at]?.text !== 'interval') return undefined;
  const isFrame = ['preceding', 'following'].includes(text[at + 3]?.text ?? '');
  const isCast = around.some(word => word === 'cast' || word === 'try_cast' || word === 'sequence');
  return isFrame || isCast ? undefined : 'interval; write cast(d + interval … as date), or date_add';
}

function fromFirst({ text, at }: Place): string | undefined {
  const before = text[at - 1]?.text;
  return text[at]?.text === 'from' && before === '(' ? 'from first; write select * from' : undefined;
}

function castType({ text, at, around }: Place): string | undefined {
  const word = around.at(-1);
  if (text[at]?.text !== 'as' || (word !== 'cast' && word !== 'try_cast')) return undefined;
  const type = text[at + 1]?.text ?? '';
  if (!portableWords.types.has(type)) return `${type}; not among the portable types`;
  if (text[at + 2]?.text === '[')
    return `${type}[]; the engines spell it differently: take it from array_agg or filter`;
  const hasDigits = text[at + 2]?.text === '(';
  if (type === 'decimal' && !hasDigits) return 'decimal; write decimal(18, 4)';
  if (type === 'varchar' && hasDigits) return 'varchar(n); only one engine cuts it: write varchar';
  return undefined;
}

function reservedAlias({ text, at }: Place): string | undefined {
  const name = text[at + 1];
  const isReserved = name?.kind === 'word' && portableWords.reserved.has(name.text);
  return text[at]?.text === 'as' && isReserved ? `as ${name.text}; reserved, choose another name` : undefined;
}

function bareValues({ text, at }: Place): string | undefined {
  return text[at]?.text === 'values' && text[at + 1]?.text !== '(' ? 'values 1, 2; write values (1), (2)' : undefined;
}

function limitBeforeOffset({ text, at }: Place): string | undefined {
  const isBefore = text[at]?.text === 'limit' && text[at + 2]?.text === 'offset';
  return isBefore ? 'limit, then offset; write offset, then limit' : undefined;
}

function filteredWindow({ text, at }: Place): string | undefined {
  if (text[at]?.text !== 'filter' || text[at - 1]?.text !== ')' || text[at + 1]?.text !== '(') return undefined;
  const isWindow = text[closing(text, at + 1) + 1]?.text === 'over';
  return isWindow ? 'filter … over; write a case inside' : undefined;
}

function extractedField({ text, at }: Place): string | undefined {
  if (text[at]?.text !== 'extract' || text[at + 1]?.text !== '(') return undefined;
  const field = text[at + 2]?.text ?? '';
  return portableWords.fields.has(field) ? undefined : `extract(${field}); write day_of_week(), to_unixtime() …`;
}

/** The place of the parenthesis that closes the one at `open`. */
function closing(text: Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at]?.text === '(') depth++;
    if (text[at]?.text === ')' && --depth === 0) return at;
  }
  return text.length;
}
