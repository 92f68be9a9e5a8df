/** A piece of a select as DuckDB's `json_serialize_sql` writes it: `type` says which, the other members depend on it. */
export interface SyntaxNode {
  type: string;
  [member: string]: unknown;
}

/** Whether a member of a tree is a node of its own. */
export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof (value as SyntaxNode).type === 'string'
  );
}

/** The nodes of a member that may hold one, several or none. */
export function nodesIn(value: unknown): SyntaxNode[] {
  return (Array.isArray(value) ? value : [value]).filter(isNode);
}
