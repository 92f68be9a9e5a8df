import { originOfAll } from './expression.js';
import { fromClause } from './from.js';
import { computed } from './origin.js';
import { everythingOf, type OriginColumn, type Relation } from './relation.js';
import { same } from './same.js';
import type { Item, Scope } from './scope.js';
import { outputColumns } from './select-list.js';
import { commonTables } from './subselect.js';
import { nodesIn, type SyntaxNode } from './syntax.js';
import { renamed, unknownRelation } from './table-relation.js';
import { unknownSelect } from './unknown-select.js';
import { noUses, type Uses, union } from './uses.js';

/** What a select gives, column by column. What it does not know may follow from every column of every table inside. */
export function readSelect(node: SyntaxNode, columnsOf: Scope['columnsOf']): Relation {
  return relationOf(node, warehouseScope(columnsOf));
}

/** What names mean outside of every select. */
export function warehouseScope(columnsOf: Scope['columnsOf']): Scope {
  return { items: [], names: new Map(), ctes: new Map(), columnsOf, select: relationOf };
}

function relationOf(node: SyntaxNode, outer: Scope): Relation {
  const inside: Scope = { ...outer, items: [], names: new Map(), outer };
  return (kinds[node.type] ?? unknownSelect)(node, withCommonTables(node, inside));
}

const kinds: Record<string, (node: SyntaxNode, scope: Scope) => Relation> = {
  SELECT_NODE: plainSelect,
  SET_OPERATION_NODE: setOperation,
  RECURSIVE_CTE_NODE: recursive,
};

/** The scope inside a select that introduces tables by `with`: each is seen by those after it and by the select itself. */
export function withCommonTables(node: SyntaxNode, scope: Scope): Scope {
  const ctes = new Map(scope.ctes);
  for (const { name, aliases, select } of commonTables(node))
    ctes.set(name.toLowerCase(), renamed(relationOf(select, { ...scope, ctes: new Map(ctes) }), aliases));
  return { ...scope, ctes };
}

function plainSelect(node: SyntaxNode, outer: Scope): Relation {
  const from = fromClause(nodesIn(node.from_table)[0], outer);
  const scope: Scope = { ...outer, items: from.items };
  const columns = outputColumns(nodesIn(node.select_list), scope);
  const names = new Map(columns.map(column => [column.name.toLowerCase(), column]));
  const decides = union(
    from.decides,
    ...from.items.map(item => item.relation.decides),
    cuts(node, { ...scope, names }, columns),
  );
  return {
    columns,
    decides,
    rows: union(...from.items.map(item => item.relation.rows)),
    open: openOf(node, from.items),
  };
}

/** `*` of a relation whose columns are not known gives more than can be listed. */
function openOf(node: SyntaxNode, items: Item[]): Relation['open'] {
  if (!nodesIn(node.select_list).some(one => one.class === 'STAR')) return undefined;
  return items.find(item => item.relation.open)?.relation.open;
}

/** What a select leaves out or puts together: where, group, having, qualify, distinct, order and limit. */
function cuts(node: SyntaxNode, scope: Scope, columns: OriginColumn[]): Uses {
  const modifiers = nodesIn(node.modifiers);
  const isCut = modifiers.some(one => one.type.startsWith('LIMIT'));
  const groups = nodesIn(node.group_expressions).filter(one => one.class !== 'CONSTANT');
  const clauses = [node.where_clause, node.having, node.qualify, node.sample].flatMap(nodesIn);
  const origin = originOfAll(
    [...clauses, ...groups, ...modifiers.filter(one => isCut || one.type === 'DISTINCT_MODIFIER')],
    scope,
  );
  const isDistinct = modifiers.some(one => one.type === 'DISTINCT_MODIFIER');
  const positions = nodesIn(node.group_expressions).flatMap(one => positioned(one, columns));
  const grouped = isDistinct ? columns : positions;
  return union(origin.feeds, origin.decides, ...grouped.flatMap(column => [column.feeds, column.decides]));
}

/** `group by 1` names a column of the select by its place. */
function positioned(node: SyntaxNode, columns: OriginColumn[]): OriginColumn[] {
  const place = (node.value as { value?: unknown } | undefined)?.value;
  const column = node.class === 'CONSTANT' && typeof place === 'number' ? columns[place - 1] : undefined;
  return column ? [column] : [];
}

function setOperation(node: SyntaxNode, scope: Scope): Relation {
  const sides = [...nodesIn(node.children), ...nodesIn(node.left), ...nodesIn(node.right)].map(side =>
    relationOf(side, scope),
  );
  return String(node.setop_type).startsWith('UNION') ? unionOf(sides, node) : lessOf(sides);
}

function unionOf(sides: Relation[], node: SyntaxNode): Relation {
  const columns = node.setop_type === 'UNION_BY_NAME' ? byName(sides) : byPlace(sides);
  const open = sides.some(side => side.open)
    ? unknownRelation(union(...sides.map(everythingOf)), noUses).open
    : undefined;
  const distinct = node.setop_all ? [] : columns.map(column => column.feeds);
  const decides = union(...sides.map(side => side.decides), ...distinct);
  return { columns, decides, rows: union(...sides.map(side => side.rows)), open };
}

function byPlace([first, ...others]: Relation[]): OriginColumn[] {
  const columns = first?.columns ?? [];
  return columns.map((column, at) => together([column, ...others.flatMap(side => side.columns[at] ?? [])]));
}

function byName(sides: Relation[]): OriginColumn[] {
  const names = new Set(sides.flatMap(side => side.columns.map(column => column.name.toLowerCase())));
  const all = sides.flatMap(side => side.columns);
  return [...names].map(name => together(all.filter(column => same(column.name, name)) as Parts));
}

type Parts = [OriginColumn, ...OriginColumn[]];

function together(parts: Parts): OriginColumn {
  const whole = computed(...parts);
  return { name: parts[0].name, ...whole, passes: whole.feeds.size === 1 && parts.every(part => part.passes) };
}

/** `except` and `intersect`: the rows of the first side that the others let through. */
function lessOf(sides: Relation[]): Relation {
  const [first] = sides as [Relation];
  return {
    ...first,
    decides: union(...sides.map(everythingOf)),
  };
}

/** What a recursive select starts from, and what it adds when it sees itself; twice, so that what it adds is seen too. */
function recursive(node: SyntaxNode, scope: Scope): Relation {
  const name = String(node.cte_name).toLowerCase();
  const aliases = (node.aliases as string[] | undefined) ?? [];
  const start = renamed(relationOf(node.left as SyntaxNode, scope), aliases);
  const step = (known: Relation) => {
    const next = relationOf(node.right as SyntaxNode, { ...scope, ctes: new Map([...scope.ctes, [name, known]]) });
    return unionOf([known, next], { ...node, setop_all: true });
  };
  return step(step(start));
}
