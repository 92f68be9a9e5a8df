import { identifier, literal } from '../engine/engine.js';
import { ofAccount } from './account.js';
import { unread, wordColumns } from './column-texts.js';
import type { Group } from './groups.js';
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
    const bought = words.filter(word => kind.sold.test(spelt(word)));
    const others = words.filter(word => !bought.includes(word));
    const say = `only records whose ${name} is ${bought.join(' or ')} are read, none of ${others.join(', ')}`;
    return {
      ...line,
      where: `${identifier(name)} in (${bought.map(literal).join(', ')})`,
      checks: [...line.checks, say],
    };
  }
  return ofAccount(line, group);
}
