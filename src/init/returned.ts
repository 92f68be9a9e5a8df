import { identifier, literal } from '../engine/engine.js';
import { payment } from './account.js';
import { askedFor } from './asked.js';
import { isCancelled } from './cancelled.js';
import { textsIn, wordColumns } from './column-texts.js';
import { numberAbove } from './continued.js';
import type { Group } from './groups.js';
import type { Proposal, ProposedColumn } from './propose.js';
import { isOfReturns } from './returns-file.js';
import { isState, returnWords, saleWords, takesBack } from './sale-words.js';
import { signsOf } from './signs.js';
import { spelt } from './spelling.js';
import { areOfJourneys } from './taken-back.js';

const credit = /^credits?$/i;
const summed = ['net_amount', 'quantity', 'discount_amount', 'cost_amount'];

/** Lines that take sales back, as a column, their head or the name of the file tells: returns below zero, also where the file has them above. */
export function withReturns(line: Proposal, group: Group, head?: Head): Proposal {
  const told =
    toldBy(line, group) ??
    (head && toldByHead(line, group, head)) ??
    toldByName(line, group) ??
    toldByQuantity(line, group);
  if (!told) return line;
  const { condition, isBack, words, isSure } = told;
  const signs = (name: string) => signsOf(columnOf(line, name)?.from, group, isBack);
  const sum = columnOf(line, 'net_amount') ? 'net_amount' : 'quantity';
  const isAbove = signs(sum) === 'above';
  if (signs(sum) === 'mixed' || (isAbove && !isSure)) return asked(line, sum, words);
  const isOf = condition === every ? { default: 'return' } : { from: `case when ${condition} then 'return' end` };
  const kind = { name: 'kind', ...isOf, checks: [] };
  const columns = line.columns.flatMap(column => {
    const isTurned = summed.includes(column.name) && isAbove && signs(column.name) === 'above';
    const turned = isTurned ? negated(column, condition, group) : column;
    const say = isAbove
      ? `${words} is above zero in the file: taken as returns, below zero`
      : `${words}: taken as returns`;
    return column.name === sum ? [kind, { ...turned, checks: [...turned.checks, say] }] : [turned];
  });
  return { ...line, columns };
}

/** The heads of the orders of lines. */
interface Head {
  proposal: Proposal;
  group: Group;
}

/** The condition of a file that tells of nothing else. */
const every = 'true';

interface Told {
  condition: string;
  /** By records of all files. */
  isBack: boolean[];
  words: string;
  isSure: boolean;
}

function toldBy(line: Proposal, group: Group): Told | undefined {
  const { columns, where } = line;
  const others = { ...group, columns: group.columns.filter(({ name }) => !columns.some(({ from }) => from === name)) };
  for (const { name, words } of wordColumns(others)) {
    const are = (pattern: RegExp) => words.filter(word => pattern.test(spelt(word.trim())));
    const against = words.filter(word => isCancelled.test(word) || takesBack.test(spelt(word)));
    if (against.length > 0 && areBelow(line, group, name, against)) return wordsOf(group, name, against, true);
    if (isState.test(name) || areOfJourneys(words)) continue;
    const arePaid = words.every(word => returnWords.test(spelt(word.trim())) || payment.test(word));
    const isOfSales = are(saleWords).length > 0 || arePaid;
    const isOfAccount = are(/^debits?$/i).length > 0 && are(/cash|card|che(?:ck|que)|transfer/i).length === 0;
    const back = [...are(returnWords), ...(isOfSales || isOfAccount ? are(credit) : [])];
    const isRead = (word: string) => !where?.includes(identifier(name)) || where.includes(literal(word));
    if (back.some(isRead)) return wordsOf(group, name, back, isOfSales);
  }
  return undefined;
}

function wordsOf({ files }: Group, name: string, back: string[], isSure: boolean): Told {
  const condition = `${identifier(name)} in (${back.map(literal).join(', ')})`;
  const isBack = textsIn(files, name).map(text => back.includes(text ?? ''));
  return { condition, isBack, words: `${name} ${back.join(', ')}`, isSure };
}

/** What is called cancelled and stands below zero takes a sale back that the file still has. */
function areBelow(line: Proposal, group: Group, name: string, words: string[]): boolean {
  const { isBack } = wordsOf(group, name, words, true);
  return ['net_amount', 'quantity'].some(one => signsOf(columnOf(line, one)?.from, group, isBack) === 'below');
}

/** The head of an order says that all of its lines are taken back. */
function toldByHead(line: Proposal, group: Group, { proposal, group: heads }: Head): Told | undefined {
  const told = toldBy(proposal, heads);
  const [own, theirs] = [line, proposal].map(one => columnOf(one, 'order_id')?.from);
  if (!told || !own || !theirs) return undefined;
  const numbers = textsIn(heads.files, theirs);
  const back = new Set(numbers.filter((_, at) => told.isBack[at]));
  const isBack = textsIn(group.files, own).map(number => back.has(number));
  const from = `${identifier('raw', heads.name)} as _looked where ${told.condition}`;
  return {
    ...told,
    condition: `${numberOf(group, own)} in (select ${identifier('_looked', theirs)} from ${from})`,
    isBack,
  };
}

const numberOf = ({ carried }: Group, name: string) => (carried === name ? numberAbove(name) : identifier(name));

function toldByName({ source }: Proposal, group: Group): Told | undefined {
  if (!isOfReturns(source)) return undefined;
  const isBack = Array.from({ length: group.records }, () => true);
  return { condition: every, isBack, words: `what ${source} tells`, isSure: true };
}

/** Of fewer than no pieces, where all amounts are above zero. */
function toldByQuantity(line: Proposal, group: Group): Told | undefined {
  const [quantity, net] = ['quantity', 'net_amount'].map(name => columnOf(line, name)?.from);
  if (!quantity || !net || !group.columns.some(({ name }) => name === quantity)) return undefined;
  const isBack = textsIn(group.files, quantity).map(text => /^\s*-.*[1-9]/.test(text ?? ''));
  if (!isBack.includes(true) || signsOf(net, group, isBack) !== 'above') return undefined;
  const condition = `cast(${identifier(quantity)} as varchar) like '-%'`;
  return { condition, isBack, words: `what has a ${quantity} below zero`, isSure: true };
}

const columnOf = ({ columns }: Proposal, name: string) => columns.find(column => column.name === name && column.from);

function negated(column: ProposedColumn, condition: string, group: Group): ProposedColumn {
  const { isMinor, from = '', ...others } = column;
  const isPlain = group.columns.some(({ name }) => name === from);
  const value = isPlain ? identifier(from) : `(${from})`;
  const text = isMinor ? `${value} || 'e-2'` : value;
  const below = isPlain ? `'-' || ${text}` : `-${value}`;
  return { ...others, from: condition === every ? below : `case when ${condition} then ${below} else ${text} end` };
}

function asked(line: Proposal, sum: string, words: string): Proposal {
  const columns = line.columns.map(column => {
    if (column.name !== sum) return column;
    const { from } = column;
    return askedFor(
      column,
      line.source,
      reference =>
        `${words} may be returns, and are not all below zero in ${from}: write in place of ${reference} what is below zero for them, or ${from} where all were sold`,
    );
  });
  return { ...line, columns };
}
