import type { CliError } from '../errors.js';
import { readPath } from '../project/cube/member-path.js';
import type { CubeQuery } from './query.js';
import { usage } from './usage.js';

type Condition = Exclude<NonNullable<CubeQuery['where']>, string>[number];
type Member = string | number | boolean | null;

/**
 * Reads conditions joined by `and`: `product.family in ('Drink', 'Food') and store.state = 'WA' and unit_sales > 100`. `checkMeasure` throws
 * where a name without a dot is no measure. Throws CliError (usage).
 */
export function readWhere(text: string, checkMeasure: (name: string) => void): Condition[] {
  const words = [...text.matchAll(token)].map(([word]) => word);
  const reader = new Reader(words, text, checkMeasure);
  if (words.length === 0) return [];
  const conditions = [reader.condition()];
  while (reader.next() !== undefined) {
    if (reader.next()?.toLowerCase() === 'or') throw noOr(text);
    reader.expect('and');
    conditions.push(reader.condition());
  }
  return conditions;
}

function noOr(text: string): CliError {
  return usage(
    `in the condition ${JSON.stringify(text)}: conditions hold all together, and are joined by and; there is no or`,
    "write several members of one level as product.family in ('Drink', 'Food'), and ask what has no such list as two questions",
  );
}

const token =
  /'(?:[^']|'')*'|\[(?:[^\]]|\]\])+\](?:\.\[(?:[^\]]|\]\])+\])*|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.-])|@?[\p{L}_][\p{L}\p{N}_.-]*(?::\w+(?:\([^()]*\))?)?|<>|!=|<=|>=|[^\s]/gu;
const operators = ['<', '<=', '>', '>=', '<>', '='] as const;

class Reader {
  #at = 0;
  readonly #words: string[];
  readonly #text: string;
  readonly #checkMeasure: (name: string) => void;

  constructor(words: string[], text: string, checkMeasure: (name: string) => void) {
    this.#words = words;
    this.#text = text;
    this.#checkMeasure = checkMeasure;
  }

  next(): string | undefined {
    return this.#words[this.#at];
  }

  expect(...wanted: string[]): string {
    const found = this.next()?.toLowerCase().replace('!=', '<>');
    if (found === undefined || !wanted.includes(found)) this.fail(wanted.join(' or '));
    this.#at++;
    return found;
  }

  condition(): Condition {
    const name = this.next();
    if (name === undefined || !/^[\p{L}_]/u.test(name)) return this.fail('a level or a measure');
    this.#at++;
    return name.includes('.') ? this.#onLevel(name) : this.#onMeasure(name);
  }

  #onLevel(level: string): Condition {
    const word = this.expect('in', 'not', 'between', 'like', 'is', 'at', ...operators);
    if (word === 'is') {
      const not = this.next()?.toLowerCase() === 'not';
      if (not) this.#at++;
      this.expect('null');
      return { level, is: not ? 'not in' : 'in', values: [null] };
    }
    if (word === 'not') {
      this.expect('in');
      return { level, is: 'not in', values: this.#list() };
    }
    if (word === 'in') return { level, is: 'in', values: this.#list() };
    if (word === 'at') return { level, is: 'in', values: this.#list(), path: true };
    if (word === 'between') return { level, is: 'between', values: this.#bounds() };
    const path = readPath(this.next() ?? '') ?? [];
    if (word === '=' && path.length > 1) {
      this.#at++;
      return { level, is: 'in', values: path, path: true };
    }
    if (word === '=' || word === '<>') return { level, is: word === '=' ? 'in' : 'not in', values: [this.#value()] };
    return { level, is: word as 'like', values: [this.#value()] };
  }

  #onMeasure(measure: string): Condition {
    this.#checkMeasure(measure);
    const is = this.expect('between', ...operators) as '<';
    const values = (is as string) === 'between' ? this.#bounds() : [this.#value()];
    if (values.every(one => typeof one === 'number')) return { measure, is, values };
    this.#at--;
    return this.fail('a number');
  }

  #bounds(): Member[] {
    const low = this.#value();
    this.expect('and');
    return [low, this.#value()];
  }

  #list(): Member[] {
    if (this.next()?.startsWith('@')) return [this.#value()];
    this.expect('(');
    const values = [this.#value()];
    while (this.expect(',', ')') === ',') values.push(this.#value());
    return values;
  }

  #value(): Member {
    const word = this.next();
    if (word === "'") return this.fail('a text that ends with a quote');
    const path = readPath(word ?? '');
    if (path && path.length > 1) return this.fail('one member');
    if (word === undefined || (!path && /^[(),<>=[]/.test(word))) return this.fail('a value');
    this.#at++;
    if (path) return path[0] as string;
    if (word.startsWith("'")) return word.slice(1, -1).replaceAll("''", "'");
    if (/^-?\d/.test(word)) return Number(word);
    return word === 'null' ? null : word === 'true' || word === 'false' ? word === 'true' : word;
  }

  fail(wanted: string): never {
    const found = this.next();
    throw usage(
      `in the condition ${JSON.stringify(this.#text)}: ${found === undefined ? 'it ends' : `found ${found}`} where ${wanted} is expected`,
      "write it like product.family in ('Drink', 'Food') and unit_sales > 100",
    );
  }
}
