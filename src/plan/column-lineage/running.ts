import { isNode, nodesIn, type SyntaxNode } from './syntax.js';

/** An aggregate over the rows of a partition, up to its own where they are ordered. */
export interface Running {
  window: SyntaxNode;
  partitions: SyntaxNode[];
  order?: { by: SyntaxNode; isDescending: boolean };
}

/** The running aggregate that an expression is, casts aside; undefined where it is none, looks at another frame, or at all rows alike. */
export function runningOf(expression: SyntaxNode | undefined): Running | undefined {
  if (expression?.class === 'CAST' && isNode(expression.child)) return runningOf(expression.child);
  if (expression?.type !== 'WINDOW_AGGREGATE') return undefined;
  const partitions = nodesIn(expression.partitions);
  const [order, ...more] = nodesIn(expression.orders);
  const isUpToHere = expression.start === 'UNBOUNDED_PRECEDING' && String(expression.end).startsWith('CURRENT_ROW');
  const isPlain = expression.exclude_clause === 'NO_OTHER' && !expression.filter_expr;
  if (!isUpToHere || !isPlain || more.length > 0 || (!order && partitions.length === 0)) return undefined;
  if (!order) return { window: expression, partitions };
  const by = order.expression as SyntaxNode;
  return { window: expression, partitions, order: { by, isDescending: order.type === 'DESCENDING' } };
}
