type Node = Record<string, unknown>;

/** A select as DuckDB's `json_serialize_sql` says it. */
export interface SqlTree {
  error: boolean;
  error_message?: string;
  statements?: { node: Node }[];
}

/** Where the text of a select names a table together with its schema. */
export interface TablePlace {
  /** `schema.table` in lower case. */
  table: string;
  /** The table as it is written. */
  name: string;
  /** It is named before one of its columns, not to be read. */
  isColumn: boolean;
  /** It is given another name there. */
  isNamed: boolean;
  /** The byte of the text. */
  at: number;
}

/** Every such place. */
export function tablePlaces(tree: unknown): TablePlace[] {
  return nodesIn(tree).flatMap(node => {
    const isColumn = Array.isArray(node.column_names);
    if (!isColumn && node.type !== 'BASE_TABLE') return [];
    const [schema, name, ...more] = isColumn ? (node.column_names as string[]) : [node.schema_name, node.table_name];
    if (!schema || (isColumn && more.length === 0)) return [];
    const table = `${schema}.${name}`.toLowerCase();
    return [{ table, name: String(name), isColumn, isNamed: Boolean(node.alias), at: Number(node.query_location) }];
  });
}

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isNode(value) ? [value, ...Object.values(value).flatMap(nodesIn)] : [];
}

/** The base tables of a tree less the CTE names in scope, `schema.name` in lower case, sorted. */
export function tablesRead(node: unknown): string[] {
  const found = new Set<string>();
  visit(node, new Set(), found);
  return [...found].sort();
}

function visit(node: unknown, scope: ReadonlySet<string>, found: Set<string>): void {
  if (Array.isArray(node)) for (const item of node) visit(item, scope, found);
  else if (isNode(node)) visitNode(node, scope, found);
}

/** A name introduced by `with` is seen by the later ones and by the statement itself; by its own text only if that is recursive. */
function visitNode(node: Node, scope: ReadonlySet<string>, found: Set<string>): void {
  if (node.type === 'BASE_TABLE') addTable(node, scope, found);
  const inner = new Set(scope);
  if (typeof node.cte_name === 'string') inner.add(node.cte_name.toLowerCase());
  for (const { key, value } of ctesOf(node)) {
    visit(value, inner, found);
    inner.add(key.toLowerCase());
  }
  for (const [key, child] of Object.entries(node)) if (key !== 'cte_map') visit(child, inner, found);
}

function ctesOf(node: Node): { key: string; value: unknown }[] {
  const map = isNode(node.cte_map) ? node.cte_map.map : undefined;
  return Array.isArray(map) ? map : [];
}

function addTable(node: Node, scope: ReadonlySet<string>, found: Set<string>): void {
  const parts = [node.catalog_name, node.schema_name, node.table_name].map(part => String(part ?? '').toLowerCase());
  const name = parts.filter(part => part !== '').join('.');
  if (parts[0] || parts[1] || !scope.has(name)) found.add(name);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
