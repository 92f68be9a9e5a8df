import { use } from './column-use.js';
import type { Relation } from './relation.js';
import type { Scope } from './scope.js';
import type { SyntaxNode } from './syntax.js';
import { unknownRelation } from './table-relation.js';
import { tablesInside } from './tables-inside.js';
import { union } from './uses.js';

/** Of syntax that is not known: its columns may follow from all tables that it names. */
export function unknownSelect(node: SyntaxNode, scope: Scope): Relation {
  const tables = tablesInside(node, scope);
  return unknownRelation(
    union(...tables.map(table => use(table, '*'))),
    union(...tables.map(table => use(table, '#'))),
  );
}
