import { fromClause } from './from.js';
import { nameOf } from './name-of.js';
import { columnRef, named } from './nodes.js';
import type { Item, Scope } from './scope.js';
import { starColumns } from './select-list.js';
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
