import { aggregatesIn, hasWindow } from './aggregates.js';
import { originOf } from './expression.js';
import { fromClause } from './from.js';
import { columnRef, named } from './nodes.js';
import { tableRelation } from './relation.js';
import { type Item, type Scope, same } from './scope.js';
import { nameOf, starColumns } from './select-list.js';
import { nodesIn, type SyntaxNode } from './syntax.js';

/** A relation that a select reads. */
export interface Leaf {
  node: SyntaxNode;
  name: string;
  columns: string[];
}

/** One plain select taken apart: what it reads, and what it gives with its stars spread out. */
export interface Block {
  node: SyntaxNode;
  leaves: Leaf[];
  outputs: { name: string; node: SyntaxNode }[];
}

/** Takes a plain select apart; undefined where it has a part that is not known. `names` rename its columns. */
export function blockOf(node: SyntaxNode, scope: Scope, names: string[]): Block | undefined {
  const from = nodesIn(node.from_table)[0];
  const nodes = leavesOf(from);
  const { items } = fromClause(from, scope);
  if (!from || items.length !== nodes.length || items.some(item => item.relation.open && isTable(item, nodes, items)))
    return undefined;
  const outputs = spread(nodesIn(node.select_list), items);
  if (!outputs) return undefined;
  const leaves = items.map(({ name, relation }, at) => ({
    node: nodes[at] as SyntaxNode,
    name,
    columns: relation.columns.map(column => column.name),
  }));
  const renamed = outputs.map((output, at) => ({ ...output, name: names[at] ?? output.name }));
  return { node, leaves, outputs: renamed.map(({ name, node: one }) => ({ name, node: named(one, name) })) };
}

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

/** Whether a select puts rows together, drops or numbers them, so that one row of it is not one row of what it reads. */
export function isGrouping({ node, outputs }: Block): boolean {
  const modifiers = nodesIn(node.modifiers).some(one => one.type !== 'ORDER_MODIFIER');
  const clauses = [node.having, node.qualify, ...(node.group_expressions as unknown[])].flatMap(nodesIn);
  return modifiers || clauses.length > 0 || outputs.some(output => !isPlain(output.node));
}

/** Whether an expression looks at its own row only. */
export function isPlain(node: SyntaxNode): boolean {
  return aggregatesIn(node).length === 0 && !hasWindow(node);
}

/** The same `from` with another relation in the place of one. */
export function withLeaf(from: SyntaxNode, leaf: SyntaxNode, put: SyntaxNode): SyntaxNode {
  if (from === leaf) return put;
  if (from.type !== 'JOIN') return from;
  const [left, right] = [from.left, from.right].map(side => withLeaf(side as SyntaxNode, leaf, put));
  return { ...from, left, right };
}

function leavesOf(from: SyntaxNode | undefined): SyntaxNode[] {
  if (!from || from.type === 'EMPTY') return [];
  return from.type === 'JOIN' ? [from.left, from.right].flatMap(nodesIn).flatMap(leavesOf) : [from];
}

function isTable(item: Item, nodes: SyntaxNode[], items: Item[]): boolean {
  return nodes[items.indexOf(item)]?.type !== 'TABLE_FUNCTION';
}

function spread(list: SyntaxNode[], items: Item[]): Block['outputs'] | undefined {
  const outputs: Block['outputs'] = [];
  for (const node of list) {
    if (node.class !== 'STAR') outputs.push({ name: nameOf(node), node });
    else if (node.columns === true) return undefined;
    else
      outputs.push(
        ...starColumns(node, items).map(({ item, column, name, put }) => ({
          name,
          node: put ?? columnRef(item.name, column),
        })),
      );
  }
  return outputs;
}

/** The leaf and the column that a name of one or two parts means. */
export function leafColumn({ leaves }: Block, parts: string[]): { at: number; column: string } | undefined {
  const column = parts.at(-1) as string;
  const has = (leaf: Leaf) => leaf.columns.some(name => same(name, column));
  const at = leaves.findIndex(leaf => has(leaf) && (parts.length === 1 || same(leaf.name, parts[0] as string)));
  return at < 0 || parts.length > 2 ? undefined : { at, column: column.toLowerCase() };
}
