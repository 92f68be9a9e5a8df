import { identifier, literal } from '../engine/engine.js';
import { textsIn, unread, wordColumns } from './column-texts.js';
import type { Group } from './groups.js';
import { onlyRecords, saysOneOf } from './only-records.js';
import type { Proposal } from './propose.js';
import { isState, returnWords, saleWords, takesBack } from './sale-words.js';
import { signsOf } from './signs.js';
import { spelt } from './spelling.js';

/** What is paid, in the words of several languages. */
export const payment = /payments?\b|zahlung|paiement|\bpagos?\b|pagament|betaling|platnosc|betalning|入金|付款/i;
const moved =
  /pay-?outs?\b|withdraw|deposit|transfer|conversion|\bhold\b|auszahlung|abbuchung|umbuchung|virement|retrait|retiro|prelievo|bonifico|wyplata|uttag/i;
const sold = /\b(?:sales?|charges?|orders?|purchases?|invoices?)\b/i;

/** What one kind of entry is, and how its amounts stand. */
interface Kind {
  word: string;
  is: 'back' | 'moved' | 'paid' | 'other';
  sign: 'above' | 'below' | 'mixed';
}

/**
 * Of the entries of an account, those that were sold. At a service that takes payments these are the sales, and what it moves on
 * is none; in a ledger they are how what was charged has been paid. Asked where neither signs nor words tell which it is.
 */
export function ofAccount(line: Proposal, group: Group): Proposal {
  const sum = line.columns.find(({ name, from }) => name === 'net_amount' && from)?.from;
  for (const { name, words } of sum ? wordColumns(unread(group)) : []) {
    const kinds = isState.test(name) ? [] : kindsOf(group, name, words, sum);
    const of = (...is: Kind['is'][]) => kinds.filter(kind => is.includes(kind.is));
    const [paid, others] = [of('paid'), of('other')];
    if (kinds.length < 2 || of('paid', 'moved').length === 0) continue;
    if (others.length === 0 && of('moved').length === 0) continue;
    if (isService(kinds)) return onlySold(line, name, kinds, kinds.filter(isTaken), sum);
    const charged = others.filter(({ word }) => saleWords.test(spelt(word)));
    if (paid.length === 0 && charged.length === 0) continue;
    if (paid.length === 0) return onlySold(line, name, kinds, [...charged, ...of('back')]);
    const isLedger = paid.every(({ sign }) => sign === 'below') || charged.length === others.length;
    if (isLedger && others.some(({ sign }) => sign === 'above'))
      return onlySold(line, name, kinds, of('other', 'back'));
    return asked(line, name, paid);
  }
  return line;
}

function kindsOf(group: Group, name: string, words: string[], sum?: string): Kind[] {
  const texts = textsIn(group.files, name);
  return words
    .filter(word => word.trim() !== '')
    .map(word => {
      const text = spelt(word).replaceAll('_', ' ');
      const isBack = takesBack.test(text) || returnWords.test(text);
      const is = isBack ? 'back' : moved.test(text) ? 'moved' : payment.test(text) ? 'paid' : 'other';
      const isOfIt = texts.map(one => one === word);
      return { word, is, sign: signsOf(sum, group, isOfIt) };
    });
}

/** Payments come in, and something goes out; what is called a sale does not. */
function isService(kinds: Kind[]): boolean {
  const isSold = ({ word }: Kind) => saleWords.test(spelt(word));
  const comesIn = kinds.some(({ is, sign, word }) => (is === 'paid' || sold.test(word)) && sign !== 'below');
  const goesOut = kinds.some(({ is, sign }) => is !== 'paid' && sign === 'below');
  return comesIn && goesOut && !kinds.some(kind => isSold(kind) && kind.sign === 'below') && !isCharged(kinds);
}

/** Where what comes in is charged, payments stand against it. */
const isCharged = (kinds: Kind[]) =>
  kinds.some(({ is, sign }) => is === 'paid' && sign === 'below') &&
  !kinds.some(({ is, sign }) => is === 'paid' && sign !== 'below');

const isTaken = ({ is, sign, word }: Kind) =>
  is === 'back' || (sign !== 'below' && (is === 'paid' || (is === 'other' && sold.test(word))));

/** Of a kind that is on both sides, what goes out is none of the sales. */
function onlySold(line: Proposal, name: string, kinds: Kind[], taken: Kind[], sum?: string): Proposal {
  const words = (some: Kind[]) => some.map(({ word }) => word);
  const mixed = taken.filter(({ sign, is }) => sign === 'mixed' && is !== 'back');
  const but =
    mixed.length > 0 && sum
      ? `${saysOneOf(name, words(mixed))} and cast(${identifier(sum)} as varchar) like '-%'`
      : undefined;
  return onlyRecords(line, name, {
    taken: words(taken),
    others: words(kinds.filter(kind => !taken.includes(kind))),
    but,
  });
}

function asked(line: Proposal, name: string, paid: Kind[]): Proposal {
  const whereAsked = `${line.source}_where`;
  const words = paid.map(({ word }) => word);
  const say = `${name} ${words.join(', ')} may be how the others were paid, or sales: write in place of \${${whereAsked}} which records are sales, such as ${identifier(name)} not in (${words.map(literal).join(', ')}), or true where all are`;
  return { ...line, whereAsked, checks: [...line.checks, say] };
}
