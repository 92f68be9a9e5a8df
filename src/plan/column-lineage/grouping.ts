import { aggregatesIn, hasWindow } from './aggregates.js';
import type { Block } from './block.js';
import { nodesIn, type SyntaxNode } from './syntax.js';

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
