import { identifier, literal } from '../engine/engine.js';
import { groupedBy } from '../grouped.js';
import { textsIn, unread, wordColumns } from './column-texts.js';
import type { Group, GroupColumn } from './groups.js';
import type { Proposal, ProposedColumn } from './propose.js';
import { isState, returnWords, saleWords } from './sale-words.js';
import { sold } from './sold.js';
import { spelt } from './spelling.js';
import { areOfJourneys } from './taken-back.js';

/** A word for what was cancelled, or the name of a column that says so. */
export const isCancelled =
  /^(?:is[_ ]?|was[_ ]?)?(?:cancel|void|annul|anul|storn(?!o[ _-]?(?:rechnung|beleg|buchung))|abgebrochen|(?:已|交易)?(?:取消|关闭|作废)|キャンセル)/i;
/** A state of a thing that was. */
const cancelledOne =
  /^(?!.*\b(?:not|non|nicht|keine?|no|niet|nie)\b).*\b(?:cancel(?:l?ed|ad[oa])|annul(?:ee?|lat[oaie]|erad)|storniert|geannuleerd|anulowan[aey])\b/i;
/** What became of a payment that never came, or of an order that was none yet. */
const hasFailed = new RegExp(
  `^(?:(?:payment|order)[ _-]?)?(?:${[
    'fail(?:ed|ure)?|draft|deleted|quot(?:e|ation)|entwurf|brouillon|borrador|bozza|declined|denied|rejected|expired|abandoned|error|fehlgeschlagen|abgelehnt|verfallen',
    'echouee?|refusee?|abandonnee?|fallid[oa]|rechazad[oa]|fallit[oa]|rifiutat[oa]|mislukt|geweigerd',
    'zahlungsfehler|betaalfout|(?:error|erreur|errore|erro|blad)[ _-]?(?:di?|de|del|en|el|no)?[ _-]?(?:payment|paiement|pago|pagamento|platnosci)',
    'nieudan[aey]|odrzucon[aey]|recusad[oa]|misslyckad|nekad',
  ].join('|')})$`,
  'i',
);
/** What became of one that went back whole. */
const wentBack = new RegExp(
  `^(?:(?:fully|is|was)[ _-]?)?(?:${[
    'refund(?:ed)?|(?:ge)?credite(?:d|erd)|gutgeschrieben|returned|charge[ _-]?back|charged[ _-]?back|reversed|(?:zurueck)?erstattet|zurueckgegeben',
    'remboursee?|retournee?|reembolsad[oa]|devuelt[oa]|rimborsat[oa]|terugbetaald|geretourneerd',
    'zwrocon[aey]|devolvid[oa]|aterbetald',
  ].join('|')})$`,
  'i',
);
const ofOtherThings = /deliver|ship|fulfil|versand|liefer|livr|env[ií]o|mail|sync|dispute|return|refund/i;
const unpaid = /refund|return|charge.?back|fail|declin|expir|pending|reject|draft|quot(?:e|ation)|uncollect|no.?show/i;
const yes = /^(?:true|t|yes|y|1|ja|j|oui|o|si|sí|s|tak|sim)$/i;

/** Which records of a group were not sold after all, and what is to be looked at. */
interface Unsold {
  condition: string;
  /** The columns that say so. */
  names: string[];
  checks: string[];
}

/** By words for what was cancelled, has failed or (unless other records take it back) went back, by a yes under such a name, or by its day. */
function unsoldIn(group: Group, isTakenBack: boolean): Unsold | undefined {
  const byWords = wordColumns(group).flatMap(({ name, words }) => {
    const some = words.filter(word => isUnsold(name, word, isTakenBack));
    const condition = `${identifier(name)} in (${some.map(literal).join(', ')})`;
    return some.length > 0 && some.length < words.length ? [{ name, condition, say: some.join(', ') }] : [];
  });
  const byDay = group.columns
    .filter(({ field, date, filled }) => field === 'cancelled_on' && date && filled > 0 && filled < group.records)
    .map(({ name }) => ({ name, condition: isFilled(name), say: 'filled' }));
  const told = [...byWords, ...byDay];
  if (told.length === 0) return undefined;
  const say = told.map(one => `${one.name}: ${one.say}`).join('; ');
  return {
    condition: told.map(one => one.condition).join(' or '),
    names: told.map(({ name }) => name),
    checks: [`in no figure (${say}): are there other words for what was not sold?`],
  };
}

function isUnsold(name: string, word: string, isTakenBack: boolean): boolean {
  if (isCancelled.test(word) || (isCancelled.test(name) && yes.test(word))) return true;
  if (!isTakenBack && wentBack.test(spelt(name)) && yes.test(word)) return true;
  if (isState.test(name) && cancelledOne.test(spelt(word))) return true;
  if (!isState.test(name) || ofOtherThings.test(name)) return false;
  return hasFailed.test(spelt(word)) || (!isTakenBack && wentBack.test(spelt(word)));
}

/** A question for each column that has other words for what may not be sold; not of the kinds that returns are told by. */
function doubtsOf(group: Group, isTakenBack: boolean): string[] {
  return wordColumns(unread(group)).flatMap(({ name, words }) => {
    const isOfKinds = !isState.test(name) && words.some(word => saleWords.test(spelt(word)));
    const isReturn = (word: string) => isOfKinds && returnWords.test(spelt(word));
    const isAwaited = (word: string) => ofOtherThings.test(name) && /pending/i.test(word);
    const mayBe = (word: string) => !isAwaited(word) && (unpaid.test(word) || (unpaid.test(name) && yes.test(word)));
    const doubtful = words.filter(word => mayBe(word) && !isReturn(word) && !isUnsold(name, word, isTakenBack));
    const isTold = doubtful.length > 0 && doubtful.length < words.length && !areOfJourneys(words);
    return isTold ? [`of ${name}, ${doubtful.join(', ')} count as sold: are they?`] : [];
  });
}

/** The head of orders with a column that says which were not sold. */
export function withCancelled(head: Proposal, group: Group, isTakenBack: boolean): Proposal {
  const { entity, source, columns } = head;
  const { where, checks: kinds } = sold({ entity, source, columns, checks: [] }, group);
  const isLeft = ({ name }: GroupColumn) => !where?.includes(identifier(name));
  const left = { ...group, columns: group.columns.filter(isLeft) };
  const found = unsoldIn(left, isTakenBack);
  const checks = [...head.checks, ...doubtsOf(left, isTakenBack)];
  const conditions = [...(where ? [`not (${where})`] : []), ...(found ? [found.condition] : [])];
  if (conditions.length === 0) return { ...head, checks };
  const cancelled = { name: 'cancelled', from: conditions.join(' or '), checks: [...kinds, ...(found?.checks ?? [])] };
  return { ...head, columns: [...columns, cancelled], checks };
}

/** A file of lines that has unsold ones: where whole orders are, and no file has their heads, one of its own says so; else these are not read. */
export function withoutCancelled(line: Proposal, group: Group, isTakenBack: boolean): Proposal[] {
  const kind = line.columns.find(({ name }) => name === 'kind')?.from ?? '';
  const isUsed = (name: string) => `${kind} ${line.where ?? ''}`.includes(identifier(name));
  const isLeft = ({ field = 'cancelled_on', name }: GroupColumn) => field === 'cancelled_on' && !isUsed(name);
  const left = { ...group, columns: group.columns.filter(isLeft) };
  const found = unsoldIn(left, isTakenBack);
  const checks = [...line.checks, ...doubtsOf(left, isTakenBack)];
  if (!found) return [{ ...line, checks }];
  const head = line.where || line.hasHead ? undefined : headOf(line, group, found);
  if (head) return [head, { ...line, checks }];
  if (line.whereAsked) return [{ ...line, checks: [...checks, `not sold either: ${found.condition}`] }];
  const isSold = `(${found.condition}) is not true`;
  const where = line.where ? `${line.where} and ${isSold}` : isSold;
  return [{ ...line, where, checks: [...checks, ...found.checks] }];
}

/** Of orders whose lines all say the same, or of which only the first says anything. */
function headOf(line: Proposal, group: Group, { condition, names, checks }: Unsold): Proposal | undefined {
  const [order, day] = ['order_id', 'ordered_at'].map(name => line.columns.find(one => one.name === name && one.from));
  if (!order?.from || !day) return undefined;
  const orders = saidByOrder(group, order.from, names);
  const isBySame = orders.every(said => new Set(said).size === 1);
  const isByFirst = orders.every(([first, ...others]) => first !== '' && others.every(one => one === ''));
  if (!isBySame && !isByFirst) return undefined;
  const cancelled: ProposedColumn = { name: 'cancelled', from: condition, checks };
  const where = isBySame ? {} : { where: names.map(isFilled).join(' or ') };
  return { entity: 'order_header', source: group.name, ...where, columns: [order, day, cancelled], checks: [] };
}

/** What the lines of each order with several say in these columns together, `''` for nothing; of each file by itself. */
function saidByOrder({ files }: Group, order: string, names: string[]): string[][] {
  return files.flatMap(file => {
    const texts = names.map(name => textsIn([file], name));
    const lines = textsIn([file], order).map((number, at) => {
      const said = texts.map(all => all[at]?.trim() ?? '');
      return { number, said: said.some(text => text !== '') ? JSON.stringify(said) : '' };
    });
    const orders = [
      ...groupedBy(
        lines.filter(({ number }) => number),
        ({ number }) => number ?? '',
      ).values(),
    ];
    return orders.filter(({ length }) => length > 1).map(some => some.map(({ said }) => said));
  });
}

const isFilled = (name: string) => `trim(cast(${identifier(name)} as varchar)) <> ''`;
