import { originOf } from './expression.js';
import { constant, type Origin, type OriginColumn } from './relation.js';
import { anythingIn, type Item, type Scope, same } from './scope.js';
import { nodesIn, type SyntaxNode } from './syntax.js';

/** The columns that a select list gives, stars spread out; one may read those before it by name. */
export function outputColumns(list: SyntaxNode[], scope: Scope): OriginColumn[] {
  const columns: OriginColumn[] = [];
  const names = new Map(scope.names);
  for (const node of list) {
    const given = node.class === 'STAR' ? star(node, scope) : [one(node, { ...scope, names })];
    for (const column of given) if (!names.has(column.name.toLowerCase())) names.set(column.name.toLowerCase(), column);
    columns.push(...given);
  }
  return columns;
}

function one(node: SyntaxNode, scope: Scope): OriginColumn {
  return { ...originOf(node, scope), name: nameOf(node) };
}

/** As the engine calls a column without a name of its own. */
function nameOf(node: SyntaxNode): string {
  if (node.alias) return String(node.alias);
  if (Array.isArray(node.column_names)) return String(node.column_names.at(-1));
  return String(node.function_name ?? node.class ?? node.type).toLowerCase();
}

/** `columns('…')` picks columns by their names: any of them, as far as this goes. */
function star(node: SyntaxNode, scope: Scope): OriginColumn[] {
  if (node.columns === true && nodesIn(node.expr).length > 0) return picked(scope);
  const items = node.relation_name
    ? scope.items.filter(item => same(item.name, String(node.relation_name)))
    : scope.items;
  const excluded = [...namesIn(node.exclude_list), ...namesIn(node.qualified_exclude_list)];
  const replaced = pairsIn(node.replace_list);
  const renames = pairsIn(node.rename_list);
  return items
    .flatMap(item => visible(item, node.relation_name !== ''))
    .filter(column => !excluded.some(name => same(name, column.name)))
    .map(column => {
      const put = replaced.find(pair => same(pair.key, column.name));
      const name = renames.find(pair => same(pair.key, column.name))?.value;
      const origin: Origin = put ? originOf(put.value as SyntaxNode, scope) : column;
      return { ...origin, name: typeof name === 'string' ? name : column.name };
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
