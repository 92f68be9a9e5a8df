import { identifier, literal } from '../engine/engine.js';
import { textsIn, wordColumns } from './column-texts.js';
import type { Group } from './groups.js';
import type { Proposal, ProposedColumn } from './propose.js';
import { returnWords, saleWords } from './sale-words.js';
import { spelt } from './spelling.js';

const credit = /^credits?$/i;
/** A state tells what became of a sale, a way of payment how it was paid. */
const ofAnother = /status|state|stage|zustand|etat|estado|stato|method|pay|card|tender|zahl|reason|grund/i;
const summed = ['net_amount', 'quantity', 'discount_amount', 'cost_amount'];

/** Lines that take sales back, as a column or the name of the file tells: returns below zero, also where the file has them above. */
export function withReturns(line: Proposal, group: Group): Proposal {
  const told = toldBy(line, group);
  if (!told) return line;
  const { condition, isBack, words, isSure } = told;
  const signs = (name: string) => signsOf(columnOf(line, name)?.from, group, isBack);
  const sum = columnOf(line, 'net_amount') ? 'net_amount' : 'quantity';
  const isAbove = signs(sum) === 'above';
  if (signs(sum) === 'mixed' || (isAbove && !isSure)) return asked(line, sum, words);
  const kind = { name: 'kind', from: `case when ${condition} then 'return' end`, checks: [] };
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

interface Told {
  condition: string;
  /** By records of all files. */
  isBack: boolean[];
  words: string;
  isSure: boolean;
}

function toldBy({ source, columns, where }: Proposal, group: Group): Told | undefined {
  const others = { ...group, columns: group.columns.filter(({ name }) => !columns.some(({ from }) => from === name)) };
  for (const { name, words } of wordColumns(others)) {
    if (ofAnother.test(name)) continue;
    const are = (pattern: RegExp) => words.filter(word => pattern.test(spelt(word.trim())));
    const isOfSales = are(saleWords).length > 0;
    const back = [...are(returnWords), ...(isOfSales || are(/^debits?$/).length > 0 ? are(credit) : [])];
    const isRead = (word: string) => !where?.includes(identifier(name)) || where.includes(literal(word));
    if (!back.some(isRead)) continue;
    const condition = `${identifier(name)} in (${back.map(literal).join(', ')})`;
    const isBack = textsIn(group.files, name).map(text => back.includes(text ?? ''));
    return { condition, isBack, words: `${name} ${back.join(', ')}`, isSure: isOfSales };
  }
  const isOfReturns = source.split('_').some(word => returnWords.test(word)) || returnWords.test(source);
  if (!isOfReturns) return undefined;
  const isBack = Array.from({ length: group.records }, () => true);
  return { condition: 'true', isBack, words: `what ${source} tells`, isSure: true };
}

const columnOf = ({ columns }: Proposal, name: string) => columns.find(column => column.name === name && column.from);

/** Of the values that these records have: above zero also where they are nothing. */
function signsOf(from: string | undefined, group: Group, isBack: boolean[]): 'above' | 'below' | 'mixed' {
  const isPlain = group.columns.some(({ name }) => name === from);
  if (!isPlain || from === undefined) return 'above';
  const values = textsIn(group.files, from).filter((text, at) => isBack[at] && /[1-9]/.test(text ?? ''));
  const below = values.filter(text => /^[^\d]*[-−(]|-\s*$/.test(text ?? '')).length;
  if (below === 0) return 'above';
  return below === values.length ? 'below' : 'mixed';
}

function negated(column: ProposedColumn, condition: string, group: Group): ProposedColumn {
  const { isMinor, from = '', ...others } = column;
  const isPlain = group.columns.some(({ name }) => name === from);
  const value = isPlain ? identifier(from) : `(${from})`;
  const text = isMinor ? `${value} || 'e-2'` : value;
  const below = isPlain ? `'-' || ${text}` : `-${value}`;
  return { ...others, from: condition === 'true' ? below : `case when ${condition} then ${below} else ${text} end` };
}

function asked(line: Proposal, sum: string, words: string): Proposal {
  const columns = line.columns.map(column => {
    if (column.name !== sum) return column;
    const blank = `${line.source}_${sum}`;
    const say = `${words} may be returns, and are not all below zero in ${column.from}: write in place of \${${blank}} what is below zero for them, or ${column.from} where all were sold`;
    const { from: _, isMinor: __, ...others } = column;
    return { ...others, blank, checks: [...column.checks, say] };
  });
  return { ...line, columns };
}
