import { originOf } from './expression.js';
import { nameOf } from './name-of.js';
import { constant } from './origin.js';
import type { OriginColumn } from './relation.js';
import { same } from './same.js';
import { anythingIn, type Item, type Scope } from './scope.js';
import { nodesIn, type SyntaxNode } from './syntax.js';

/** The columns that a select list gives, stars spread out; one may read those before it by name. */
export function outputColumns(list: SyntaxNode[], scope: Scope): OriginColumn[] {
  const columns: OriginColumn[] = [];
  const names = new Map(scope.names);
  for (const node of list) {
    const given = node.class === 'STAR' ? star(node, scope) : [one(node, { ...scope, names })];
    for (const column of given) {
      const name = column.name.toLowerCase();
      if (!names.has(name)) names.set(name, column);
    }
    columns.push(...given);
  }
  return columns;
}

/** A column that a star stands for: where it is, what it is called, and the expression that takes its place. */
export interface StarColumn {
  item: Item;
  column: string;
  name: string;
  put?: SyntaxNode;
}

/** The columns that a star stands for, less those it excludes. */
export function starColumns(node: SyntaxNode, items: Item[]): StarColumn[] {
  const isNamed = Boolean(node.relation_name);
  const meant = isNamed ? items.filter(item => same(item.name, String(node.relation_name))) : items;
  const excluded = [node.exclude_list, node.qualified_exclude_list].flatMap(namesIn);
  const replaced = pairsIn(node.replace_list);
  const renames = pairsIn(node.rename_list);
  return meant
    .flatMap(item => visible(item, isNamed).map(column => ({ item, column: column.name })))
    .filter(({ column }) => !excluded.some(name => same(name, column)))
    .map(({ item, column }) => ({
      item,
      column,
      name: String(renames.find(pair => same(pair.key, column))?.value ?? column),
      put: replaced.find(pair => same(pair.key, column))?.value as SyntaxNode | undefined,
    }));
}

function one(node: SyntaxNode, scope: Scope): OriginColumn {
  return { ...originOf(node, scope), name: nameOf(node) };
}

/** `columns('…')` picks columns by their names: any of them, as far as this goes. */
function star(node: SyntaxNode, scope: Scope): OriginColumn[] {
  if (node.columns === true && nodesIn(node.expr).length > 0) return picked(scope);
  return starColumns(node, scope.items).map(({ item, column, name, put }) => {
    const own = item.relation.columns.find(one => same(one.name, column)) ?? constant;
    return { ...(put ? originOf(put, scope) : own), name };
  });
}

function picked(scope: Scope): OriginColumn[] {
  const any = anythingIn(scope).feeds;
  return scope.items.flatMap(item => visible(item, false)).map(({ name }) => ({ ...constant, name, feeds: any }));
}

function visible({ relation, hidden }: Item, isNamed: boolean): OriginColumn[] {
  return relation.columns.filter(column => isNamed || !hidden.some(name => same(name, column.name)));
}

function namesIn(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [];
  return list.map(one => (typeof one === 'string' ? one : String((one as { column?: string }).column ?? '')));
}

function pairsIn(value: unknown): { key: string; value: unknown }[] {
  const list = Array.isArray(value) ? (value as { key: unknown; value: unknown }[]) : [];
  return list.map(({ key, value: put }) => ({
    key: typeof key === 'string' ? key : String((key as { column?: string }).column ?? ''),
    value: put,
  }));
}
