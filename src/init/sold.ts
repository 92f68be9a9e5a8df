import { identifier, literal } from '../engine/engine.js';
import type { Group } from './groups.js';
import type { Proposal } from './propose.js';

const kinds: { sold: RegExp; other: RegExp }[] = [
  // Of what visitors do, only what they buy.
  { sold: /^(?:purchased?|order(?:ed)?|transaction|buy|bought|sale)$/i, other: /^(?:page.?)?view|cart|click|wish/i },
  // Of a receipt with its head, its lines and how it was paid, only the lines.
  { sold: /\b(?:line|item)s?$/i, other: /^(?:payment|tender|receipt|total)s?$/i },
];

/** Which records of lines were sold, where a column tells these from others. */
export function sold(line: Proposal, { columns, files }: Group): Proposal {
  for (const { name } of columns.filter(one => one.field === undefined && one.distinct > 1 && one.distinct <= 20)) {
    const values = new Set(files.flatMap(file => file.rows.map(row => row[file.columns.indexOf(name)] ?? '')));
    const kind = kinds.find(
      ({ sold: one, other }) => [...values].some(text => one.test(text)) && [...values].some(text => other.test(text)),
    );
    if (!kind) continue;
    const words = [...values].filter(text => kind.sold.test(text)).sort();
    const others = [...values].filter(text => !words.includes(text)).sort();
    const say = `only records whose ${name} is ${words.join(' or ')} are read, none of ${others.join(', ')}`;
    return {
      ...line,
      where: `${identifier(name)} in (${words.map(literal).join(', ')})`,
      checks: [...line.checks, say],
    };
  }
  return line;
}
