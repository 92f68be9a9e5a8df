import { count } from '../count.js';
import { identifier } from '../engine/engine.js';
import { areApartInEach, textsIn } from './column-texts.js';
import type { Group } from './groups.js';
import type { Looked } from './look.js';
import type { Proposal } from './propose.js';
import { isOfReturns } from './returns-file.js';

/** What is proposed so that no order line counts twice, and a sentence for each thing that a person has to decide. */
export interface CountedOnce {
  proposals: Proposal[];
  decisions: string[];
}

/** Of files of one system that have the same orders only the finest is read as lines; numbers of lines that are not unique are left out. */
export function countedOnce(proposals: Proposal[], groups: Group[]): CountedOnce {
  const decisions: string[] = [];
  const kept: Proposal[] = [];
  const groupOf = ({ source }: Proposal) => groups.find(({ name }) => name === source) as Group;
  const rank = (line: Proposal) =>
    (line.columns.some(({ name }) => name === 'product_id') ? 1e9 : 0) + groupOf(line).records;
  for (const line of proposals.filter(({ entity }) => entity === 'order_line').sort((a, b) => rank(b) - rank(a))) {
    const own = ordersOf(line, groupOf(line));
    const twin = kept.find(other => {
      if (isOfReturns(line.source) && !other.columns.some(({ name }) => name === 'kind')) return false;
      if (groupOf(other).system !== groupOf(line).system) return false;
      const others = ordersOf(other, groupOf(other));
      return own.size > 0 && shared(own, others) * 2 >= Math.min(own.size, others.size);
    });
    if (!twin) {
      kept.push(line);
      continue;
    }
    const both = shared(own, ordersOf(twin, groupOf(twin)));
    const say = `${both} of the ${count(own.size, 'order number')} seen in ${line.source} are in ${twin.source} too: it is not read as order lines, so that they do not count twice; map it if it tells of others`;
    groupOf(line).note = say;
    decisions.push(say);
  }
  const read = proposals
    .filter(one => one.entity !== 'order_line' || kept.includes(one))
    .map(one => (one.entity === 'order_line' ? numbered(one, groupOf(one), decisions) : one));
  return { proposals: read, decisions };
}

const shared = (some: Set<string>, others: Set<string>) => [...some].filter(one => others.has(one)).length;

function ordersOf(line: Proposal, group: Group): Set<string> {
  const values = valuesOf(line, group, 'order_id');
  return new Set(values.filter(value => value !== null));
}

function numbered(line: Proposal, group: Group, decisions: string[]): Proposal {
  const has = (name: string) => line.columns.some(column => column.name === name && column.from);
  const order = line.columns.find(({ name }) => name === 'order_id')?.from;
  const isWhole = order !== undefined && areApartInEach(group, order);
  const by = order && has('line_number') ? 'line_number' : isWhole ? 'order' : 'product';
  if (by === 'product' && !has('product_id')) return line;
  const files = group.files.map(file => linesOf(line, file, keys[by]));
  const different = files.map(lines => new Set(lines));
  const said = files.reduce((sum, lines) => sum + lines.length, 0);
  const inFiles = different.reduce((sum, { size }) => sum + size, 0);
  if (said > inFiles && by === 'line_number') return unnumbered(line, said - inFiles, decisions);
  const again = inFiles - new Set(different.flatMap(one => [...one])).size;
  return again > 0 ? toldAgain(line, again, by, decisions) : line;
}

/** By what a line is known again, the best first: its number, the number of an order that is one line, what was bought and when. */
const keys = {
  line_number: ['order_id', 'line_number'],
  order: ['order_id', 'ordered_at'],
  product: ['order_id', 'customer_id', 'ordered_at', 'product_id'],
};

/** The key of each line of a file, those of exact repeats once. */
function linesOf({ columns }: Proposal, file: Looked, key: string[]): string[] {
  const from = key.flatMap(name => columns.find(column => column.name === name)?.from ?? []);
  const places = from.map(one => file.columns.flatMap((name, at) => (isRead(name, one) ? [at] : [])));
  if (places.some(({ length }) => length === 0)) return [];
  const of = (row: (string | null)[]) => JSON.stringify(places.flat().map(at => row[at] ?? null));
  return [...new Map(file.rows.map(row => [JSON.stringify(row), of(row)])).values()];
}

const isRead = (name: string, from: string) => name === from || from.includes(identifier(name));

function unnumbered(line: Proposal, extra: number, decisions: string[]): Proposal {
  const column = line.columns.find(({ name }) => name === 'line_number')?.from;
  const say = `in ${line.source}, ${count(extra, 'record')} ${extra === 1 ? 'has' : 'have'} the order and line number of another one and ${extra === 1 ? 'differs' : 'differ'} from it: line_number is left out, so that each counts; to count one, refuse the other by a rule and write line_number: ${column}`;
  decisions.push(say);
  return {
    ...line,
    columns: line.columns.filter(({ name }) => name !== 'line_number'),
    checks: [...line.checks, say],
  };
}

/** Whether the later file tells the order whole, or only these lines of it, cannot be seen. */
function toldAgain(line: Proposal, again: number, by: keyof typeof keys, decisions: string[]): Proposal {
  const blank = `${line.source}_told_again`;
  const otherwise =
    by === 'line_number' ? 'replace_line where it tells only the lines that changed' : 'add where both count';
  const say = `of ${line.source}, ${count(again, by === 'order' ? 'order' : 'line')} ${again === 1 ? 'is' : 'are'} told again by another file: in place of \${${blank}} write replace_order where the later file tells an order whole, ${otherwise}`;
  decisions.push(say);
  return { ...line, toldAgain: blank, checks: [...line.checks, say] };
}

type Texts = (string | null)[];

/** Of all records that were looked at; none where the column is not one of the file. */
function valuesOf({ columns }: Proposal, { files }: Group, name: string): Texts {
  const from = columns.find(column => column.name === name)?.from ?? '';
  if (!files.some(file => file.columns.includes(from))) return [];
  return textsIn(files, from);
}
