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

/** What the text of a select tells of the tables that it reads. */
export interface Reading {
  /** The base tables less the CTE names in scope, `schema.name` in lower case, sorted. */
  tables: string[];
  /** Where they are named, from left to right. */
  places: TablePlace[];
}

/** What a statement reads. Its tree is many times its text, and there are many on a night: it is walked once. */
export function readingOf(statement: unknown): Reading {
  const found: Found = { tables: new Set(), places: [] };
  visit(statement, new Set(), found);
  return { tables: [...found.tables].sort(), places: found.places.sort((one, other) => one.at - other.at) };
}

interface Found {
  tables: Set<string>;
  places: TablePlace[];
}

function visit(node: unknown, scope: ReadonlySet<string>, found: Found): void {
  if (Array.isArray(node)) for (const item of node) visit(item, scope, found);
  else if (isNode(node)) visitNode(node, scope, found);
}

/** A name introduced by `with` is seen by the later ones and by the statement itself; by its own text only if that is recursive. */
function visitNode(node: Node, scope: ReadonlySet<string>, found: Found): void {
  addPlace(node, found.places);
  if (node.type === 'BASE_TABLE') addTable(node, scope, found.tables);
  const ctes = ctesOf(node);
  const names = typeof node.cte_name === 'string' ? [node.cte_name.toLowerCase()] : [];
  const inner = ctes.length + names.length > 0 ? new Set([...scope, ...names]) : scope;
  for (const { key, value } of ctes) {
    visit(value, inner, found);
    (inner as Set<string>).add(key.toLowerCase());
  }
  for (const key in node) if (key !== 'cte_map') visit(node[key], inner, found);
}

function addPlace(node: Node, places: TablePlace[]): void {
  const isColumn = Array.isArray(node.column_names);
  if (!isColumn && node.type !== 'BASE_TABLE') return;
  const [schema, name, ...more] = isColumn ? (node.column_names as string[]) : [node.schema_name, node.table_name];
  if (!schema || (isColumn && more.length === 0)) return;
  const table = `${schema}.${name}`.toLowerCase();
  places.push({ table, name: String(name), isColumn, isNamed: Boolean(node.alias), at: Number(node.query_location) });
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
