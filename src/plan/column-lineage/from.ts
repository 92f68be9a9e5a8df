import { originOf, originOfAll } from './expression.js';
import { computed, constant, type Origin } from './origin.js';
import type { Relation } from './relation.js';
import { columnNamed } from './resolve.js';
import { same } from './same.js';
import type { Item, Scope } from './scope.js';
import { subselectOf } from './subselect.js';
import { nodesIn, type SyntaxNode } from './syntax.js';
import { renamed, tableRelation, unknownRelation } from './table-relation.js';
import { tableName } from './tables-inside.js';
import { unknownSelect } from './unknown-select.js';
import { noUses, type Uses, union } from './uses.js';

/** What stands behind `from`: relations by name, and the columns that join them. */
export interface From {
  items: Item[];
  decides: Uses;
}

/** Reads a `from` clause. What it does not know may give every column of every table inside. */
export function fromClause(node: SyntaxNode | undefined, scope: Scope): From {
  if (!node || node.type === 'EMPTY') return { items: [], decides: noUses };
  return node.type === 'JOIN' ? join(node, scope) : { items: [item(node, scope)], decides: noUses };
}

type Reader = (node: SyntaxNode, scope: Scope) => Relation;

const readers: Record<string, Reader> = {
  BASE_TABLE: baseTable,
  SUBQUERY: (node, scope) => {
    const select = subselectOf(node.subquery);
    return select ? scope.select(select, scope) : unknownSelect(node, scope);
  },
  TABLE_FUNCTION: tableFunction,
  EXPRESSION_LIST: valueList,
};

function item(node: SyntaxNode, scope: Scope): Item {
  const relation = (readers[node.type] ?? unknownSelect)(node, scope);
  const name = String(node.alias || node.table_name || '');
  return { name, relation: renamed(relation, (node.column_name_alias as string[] | undefined) ?? []), hidden: [] };
}

function baseTable(node: SyntaxNode, { ctes, columnsOf }: Scope): Relation {
  const table = tableName(node, ctes);
  if (table === undefined) return ctes.get(String(node.table_name).toLowerCase()) as Relation;
  return tableRelation(table, columnsOf(table));
}

function tableFunction(node: SyntaxNode, scope: Scope): Relation {
  const call = node.function as SyntaxNode;
  const origin = originOf(call, scope);
  const made = unknownRelation(union(origin.feeds, origin.decides), noUses);
  const name = String(node.alias || call.function_name);
  return { ...made, columns: [{ ...origin, name }] };
}

function valueList(node: SyntaxNode, scope: Scope): Relation {
  const rows = node.values as SyntaxNode[][];
  const columns = (rows[0] ?? []).map((_, at) => ({
    name: `col${at}`,
    ...originOfAll(
      rows.flatMap(row => nodesIn(row[at])),
      scope,
    ),
  }));
  return { columns, decides: noUses, rows: noUses };
}

/** The right side may look at the left one: a `lateral` subquery, the argument of `unnest`. */
function join(node: SyntaxNode, scope: Scope): From {
  const left = fromClause(node.left as SyntaxNode, scope);
  const sideways = { ...scope, items: [...scope.items, ...left.items] };
  const right = fromClause(node.right as SyntaxNode, sideways);
  const both = { ...scope, items: [...left.items, ...right.items] };
  const shared = sharedNames(node, left.items, right.items);
  const on = computed(
    ...nodesIn(node.condition).map(condition => originOf(condition, both)),
    ...shared.flatMap(name => both.items.map(one => columnNamed(one.relation, name) ?? constant)),
  );
  const decides = union(left.decides, right.decides, on.feeds, on.decides);
  if (node.join_type === 'SEMI' || node.join_type === 'ANTI') return { items: left.items, decides };
  const first = left.items.map(one => merged(one, shared, node, right.items));
  const second = right.items.map(one => hide(one, shared));
  if (node.join_type === 'LEFT') return { items: [...first, ...second.map(withoutRows)], decides };
  if (node.join_type === 'RIGHT') return { items: [...first.map(withoutRows), ...second], decides };
  return { items: [...first, ...second], decides };
}

function sharedNames(node: SyntaxNode, left: Item[], right: Item[]): string[] {
  if (node.ref_type !== 'NATURAL') return (node.using_columns as string[] | undefined) ?? [];
  const names = (items: Item[]) => items.flatMap(one => one.relation.columns.map(column => column.name));
  const others = names(right);
  return names(left).filter(name => others.some(other => same(name, other)));
}

/** Where a row of the left side may be missing, a column of `using` has its value from the right one. */
function merged(one: Item, shared: string[], { join_type }: SyntaxNode, right: Item[]): Item {
  if (shared.length === 0 || join_type === 'INNER' || join_type === 'LEFT') return one;
  const columns = one.relation.columns.map(column =>
    shared.some(name => same(name, column.name)) ? { ...withOther(column, right), name: column.name } : column,
  );
  return { ...one, relation: { ...one.relation, columns } };
}

function withOther(column: Origin & { name: string }, right: Item[]): Origin {
  return computed(column, ...right.map(one => columnNamed(one.relation, column.name) ?? constant));
}

/** The side of an outer join that may be missing makes no rows of its own. */
function withoutRows(one: Item): Item {
  return { ...one, relation: { ...one.relation, rows: noUses } };
}

function hide(one: Item, shared: string[]): Item {
  return shared.length === 0 ? one : { ...one, hidden: [...one.hidden, ...shared] };
}
