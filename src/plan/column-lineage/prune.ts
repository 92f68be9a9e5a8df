import type { SyntaxNode } from './syntax.js';

/** What a column is known to be, as text; undefined where it is not known. */
export type Known = (parts: string[]) => string | undefined;

/** An expression without the branches of a case that what is known rules out. */
export function prune(node: SyntaxNode, known: Known): SyntaxNode {
  const inner = pruneInside(node, known) as SyntaxNode;
  return inner.class === 'CASE' ? pruneCase(inner, known) : inner;
}

function pruneInside(value: unknown, known: Known): unknown {
  if (Array.isArray(value)) return value.map(one => pruneAny(one, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, pruneAny(one, known)]));
}

function pruneAny(value: unknown, known: Known): unknown {
  const isCase = (value as SyntaxNode | null)?.class === 'CASE';
  return isCase ? prune(value as SyntaxNode, known) : pruneInside(value, known);
}

interface Check {
  when_expr: SyntaxNode;
  then_expr: SyntaxNode;
}

function pruneCase(node: SyntaxNode, known: Known): SyntaxNode {
  const open: Check[] = [];
  let otherwise = node.else_expr as SyntaxNode;
  for (const check of node.case_checks as Check[]) {
    const verdict = verdictOf(check.when_expr, known);
    if (verdict === false) continue;
    if (verdict === undefined) open.push(check);
    else {
      otherwise = check.then_expr;
      break;
    }
  }
  if (open.length > 0) return { ...node, case_checks: open, else_expr: otherwise };
  return { ...otherwise, alias: node.alias };
}

/** Of `column = constant` only, where equal texts are equal values: a fraction may be written in several ways. */
function verdictOf(condition: SyntaxNode, known: Known): boolean | undefined {
  if (condition.type !== 'COMPARE_EQUAL') return undefined;
  const { left, right } = condition as unknown as { left: SyntaxNode; right: SyntaxNode };
  const [column, constant] = left.class === 'COLUMN_REF' ? [left, right] : [right, left];
  if (column.class !== 'COLUMN_REF' || constant.class !== 'CONSTANT') return undefined;
  const { type, value } = constant.value as { type: { id: string }; value?: unknown };
  const said = known(column.column_names as string[]);
  if (said === undefined || !isComparable(type.id, said)) return undefined;
  return said === String(value);
}

function isComparable(type: string, said: string): boolean {
  return type === 'VARCHAR' || type === 'BOOLEAN' || (type === 'INTEGER' && /^-?\d+$/.test(said));
}
