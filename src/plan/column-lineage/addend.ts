import { nothing } from './nothing.js';
import type { SyntaxNode } from './syntax.js';

/** What a row adds to a sum: `else 0` adds nothing, so that it is left out. */
export function addend(value: SyntaxNode): SyntaxNode {
  if (value.class !== 'CASE' || !isZero(value.else_expr as SyntaxNode)) return value;
  return { ...value, else_expr: nothing };
}

function isZero(node: SyntaxNode): boolean {
  const { is_null, value } = (node.value ?? {}) as { is_null?: boolean; value?: unknown };
  return node.class === 'CONSTANT' && is_null === false && value === 0;
}
