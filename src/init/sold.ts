import { ofAccount } from './account.js';
import { unread, wordColumns } from './column-texts.js';
import type { Group } from './groups.js';
import { onlyRecords } from './only-records.js';
import type { Proposal } from './propose.js';
import { spelt } from './spelling.js';

const kinds: { sold: RegExp; other: RegExp }[] = [
  // Of what visitors do, only what they buy.
  { sold: /^(?:purchased?|order(?:ed)?|transaction|buy|bought|sale)$/i, other: /^(?:page.?)?view|cart|click|wish/i },
  // Of the chances of a sale, only those that were won.
  { sold: /^(?:closed[ _-]?)?won$/i, other: /^(?:(?:closed[ _-]?)?lost|open|in[ _-]?progress)$/i },
  // Of orders and what was offered, only orders.
  { sold: /^(?:sales? orders?|locked|bestellung|auftrag)$/i, other: /^(?:quot(?:e|ation)|angebot)/i },
  // Of a receipt with its head, its lines and how it was paid, only the lines.
  { sold: /\b(?:line|item)s?$/i, other: /^(?:payment|tender|receipt|total)s?$/i },
];

/** Which records of lines were sold, where a column tells these from others. */
export function sold(line: Proposal, group: Group): Proposal {
  for (const { name, words } of wordColumns(unread(group))) {
    const kind = kinds.find(
      ({ sold: one, other }) => words.some(word => one.test(word)) && words.some(word => other.test(word)),
    );
    if (!kind) continue;
    const taken = words.filter(word => kind.sold.test(spelt(word)));
    return onlyRecords(line, name, { taken, others: words.filter(word => !taken.includes(word)) });
  }
  return ofAccount(line, group);
}
