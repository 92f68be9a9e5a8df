import { childrenOf } from './children.js';
import type { Scope } from './scope.js';
import type { SyntaxNode } from './syntax.js';

/** The name by which the warehouse knows a base table; undefined where it is one of `with`. */
export function tableName(node: SyntaxNode, ctes: { has(name: string): boolean }): string | undefined {
  const parts = [node.catalog_name, node.schema_name, node.table_name].map(part => String(part ?? '').toLowerCase());
  const name = parts.filter(part => part !== '').join('.');
  return !parts[0] && !parts[1] && ctes.has(name) ? undefined : name;
}

/** Every table of the warehouse that is named somewhere below a node. */
export function tablesInside(node: SyntaxNode, scope: Pick<Scope, 'ctes'>): string[] {
  const own = node.type === 'BASE_TABLE' ? tableName(node, { has: () => false }) : undefined;
  const cte = own === undefined ? undefined : scope.ctes.get(own);
  const named = cte ? [...cte.rows.values()].map(one => one.table) : own === undefined ? [] : [own];
  return [...new Set([...named, ...childrenOf(node).flatMap(child => tablesInside(child, scope))])];
}
