import type { SyntaxNode } from './syntax.js';

/** As the engine calls a column without a name of its own. */
export function nameOf(node: SyntaxNode): string {
  if (node.alias) return String(node.alias);
  if (Array.isArray(node.column_names)) return String(node.column_names.at(-1));
  return String(node.function_name ?? node.class ?? node.type).toLowerCase();
}
