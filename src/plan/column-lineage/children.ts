import { isNode, type SyntaxNode } from './syntax.js';

/** The nodes right below one, through whatever objects and lists lie between. */
export function childrenOf(node: object): SyntaxNode[] {
  return Object.values(node).flatMap(below);
}

function below(value: unknown): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(below);
  if (isNode(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(below) : [];
}
