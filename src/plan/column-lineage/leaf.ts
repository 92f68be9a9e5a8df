import type { Block, Leaf } from './block.js';
import { originOf } from './expression.js';
import { same } from './same.js';
import type { Scope } from './scope.js';
import type { SyntaxNode } from './syntax.js';
import { tableRelation } from './table-relation.js';

/** The columns of the leaves that feed an expression, by the place of the leaf, in the order in which they come up. */
export function leafFeeds(block: Block, nodes: SyntaxNode[], scope: Scope): Map<number, string[]> {
  const items = block.leaves.map(({ name, columns }, at) => ({
    name,
    relation: tableRelation(`@${at}`, columns),
    hidden: [],
  }));
  const feeds = nodes.flatMap(node => [...originOf(node, { ...scope, items }).feeds.values()]);
  const found = new Map<number, string[]>();
  for (const { table, column } of feeds) {
    if (!table.startsWith('@')) continue;
    const at = Number(table.slice(1));
    found.set(at, [...new Set([...(found.get(at) ?? []), ...(column === '#' ? [] : [column])])]);
  }
  return found;
}

/** The same `from` with another relation in the place of one. */
export function withLeaf(from: SyntaxNode, leaf: SyntaxNode, put: SyntaxNode): SyntaxNode {
  if (from === leaf) return put;
  if (from.type !== 'JOIN') return from;
  const [left, right] = [from.left, from.right].map(side => withLeaf(side as SyntaxNode, leaf, put));
  return { ...from, left, right };
}

/** The leaf and the column that a name of one or two parts means. */
export function leafColumn({ leaves }: Block, parts: string[]): { at: number; column: string } | undefined {
  const column = parts.at(-1) as string;
  const has = (leaf: Leaf) => leaf.columns.some(name => same(name, column));
  const at = leaves.findIndex(leaf => has(leaf) && (parts.length === 1 || same(leaf.name, parts[0] as string)));
  return at < 0 || parts.length > 2 ? undefined : { at, column: column.toLowerCase() };
}
