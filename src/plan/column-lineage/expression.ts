import { childrenOf } from './children.js';
import { chosen } from './chosen.js';
import { computed, constant, type Origin } from './origin.js';
import { everythingOf, type Relation } from './relation.js';
import { resolve } from './resolve.js';
import { anythingIn, type Scope } from './scope.js';
import { subselectOf } from './subselect.js';
import { nodesIn, type SyntaxNode } from './syntax.js';
import { union } from './uses.js';

/** Where the value of an expression comes from. What is not known by name is made of all that stands inside it. */
export function originOf(node: SyntaxNode, scope: Scope): Origin {
  return (readers[String(node.class ?? '')] ?? ofChildren)(node, scope);
}

/** Where a value made of several expressions comes from. */
export function originOfAll(nodes: SyntaxNode[], scope: Scope): Origin {
  return nodes.length === 0 ? constant : computed(...nodes.map(node => originOf(node, scope)));
}

type Reader = (node: SyntaxNode, scope: Scope) => Origin;

const readers: Record<string, Reader> = {
  COLUMN_REF: ({ column_names }, scope) => resolve(column_names as string[], scope),
  CONSTANT: () => constant,
  CASE: ofCase,
  FUNCTION: ofFunction,
  WINDOW: ofWindow,
  SUBQUERY: ofSubquery,
  LAMBDA: ofLambda,
  STAR: (_node, scope) => anythingIn(scope),
};

function ofChildren(node: SyntaxNode, scope: Scope): Origin {
  if (node.type.endsWith('_NODE')) return { ...constant, feeds: everythingOf(scope.select(node, scope)) };
  return originOfAll(childrenOf(node), scope);
}

function ofCase(node: SyntaxNode, scope: Scope): Origin {
  const checks = node.case_checks as { when_expr: SyntaxNode; then_expr: SyntaxNode }[];
  const branches = [...checks.map(check => check.then_expr), ...nodesIn(node.else_expr)];
  const conditions = checks.map(check => check.when_expr);
  return chosen(originOfAll(branches, scope), originOfAll(conditions, scope));
}

function ofFunction(node: SyntaxNode, scope: Scope): Origin {
  const given = nodesIn(node.children);
  const rest = [...nodesIn(node.filter), ...childrenOf({ order_bys: node.order_bys })];
  const by = originOfAll(rest, scope);
  if (node.function_name === 'count_star') return chosen(rowsOf(scope), by);
  const chooser = choosers[String(node.function_name)];
  if (!chooser) return chosen(originOfAll(given, scope), by);
  const [values, conditions] = chooser(given);
  return chosen(originOfAll(values, scope), computed(originOfAll(conditions, scope), by));
}

/** Functions some of whose arguments only choose: the values, and what chooses between them. */
const choosers: Record<string, (given: SyntaxNode[]) => [values: SyntaxNode[], conditions: SyntaxNode[]]> = {
  if: given => [given.slice(1), given.slice(0, 1)],
  max_by: given => [given.slice(0, 1), given.slice(1)],
  min_by: given => [given.slice(0, 1), given.slice(1)],
};

function ofWindow(node: SyntaxNode, scope: Scope): Origin {
  const { children, type, class: _class, ...rest } = node;
  const value = String(node.function_name) === 'count_star' ? rowsOf(scope) : originOfAll(nodesIn(children), scope);
  return chosen(value, originOfAll(childrenOf(rest), scope));
}

/** A scalar subquery has the value of its column; whether something is in one is made of all that it reads. */
function ofSubquery(node: SyntaxNode, scope: Scope): Origin {
  const select = subselectOf(node.subquery);
  if (!select) return ofChildren(node, scope);
  const inner = scope.select(select, scope);
  if (node.subquery_type === 'SCALAR') return scalar(inner);
  const outer = originOfAll(nodesIn(node.child), scope);
  return { feeds: union(outer.feeds, everythingOf(inner)), decides: outer.decides, passes: false };
}

function scalar(inner: Relation): Origin {
  const [first] = inner.columns;
  if (!first) return { ...constant, feeds: everythingOf(inner) };
  return { feeds: first.feeds, decides: union(first.decides, inner.decides), passes: false };
}

/** Parameters of a lambda are no columns; its body may read some. */
function ofLambda(node: SyntaxNode, scope: Scope): Origin {
  const parameters = [node.lhs, ...childrenOf({ lhs: node.lhs })].flatMap(nodesIn).flatMap(parameterNames);
  const names = new Map([...scope.names, ...parameters.map(name => [name.toLowerCase(), constant] as const)]);
  const inside: Scope = { ...scope, items: [], names, outer: scope };
  return { ...originOfAll(nodesIn(node.expr), inside), passes: false };
}

function parameterNames({ column_names }: SyntaxNode): string[] {
  return Array.isArray(column_names) && column_names.length === 1 ? (column_names as string[]) : [];
}

function rowsOf({ items }: Scope): Origin {
  return { ...constant, feeds: union(...items.map(item => item.relation.rows)) };
}
