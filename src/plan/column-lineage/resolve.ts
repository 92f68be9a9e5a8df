import type { Origin } from './origin.js';
import type { Relation } from './relation.js';
import { same } from './same.js';
import { anythingIn, type Item, type Scope } from './scope.js';

/** What a name of one or more parts means, and any column in sight where it cannot be told. */
export function resolve(parts: string[], scope: Scope): Origin {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const found = resolveIn(parts, at);
    if (found) return found;
  }
  return anythingIn(scope);
}

/** The column of a relation by its name; undefined where it has none. */
export function columnNamed({ columns, open }: Relation, name: string): Origin | undefined {
  return columns.find(column => same(column.name, name)) ?? open?.column(name.toLowerCase());
}

/** `column`, `table.column`, `schema.table.column`, each of them followed by fields of a structure. */
function resolveIn(parts: string[], { items, names }: Scope): Origin | undefined {
  const readings = [0, 1, 2].filter(depth => depth < parts.length);
  for (const depth of readings.reverse()) {
    const name = parts[depth] as string;
    const among = depth === 0 ? items : items.filter(item => same(item.name, parts[depth - 1] as string));
    const found =
      among.map(item => exactly(item, name)).find(Boolean) ?? (depth === 0 ? names.get(name.toLowerCase()) : undefined);
    const guessed = found ?? among.map(item => columnNamed(item.relation, name)).find(Boolean);
    if (guessed) return depth === parts.length - 1 ? guessed : { ...guessed, passes: false };
  }
  return undefined;
}

function exactly({ relation }: Item, name: string): Origin | undefined {
  return relation.columns.find(column => same(column.name, name));
}
