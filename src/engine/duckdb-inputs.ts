type Node = Record<string, unknown>;

/** What DuckDB's `json_serialize_sql` answers. */
export interface SerializedSql {
  error: boolean;
  error_message?: string;
  position?: string;
  statements?: { node: Node }[];
}

const mostRemembered = 2000;
const remembered = new Map<string, string[]>();

/** What `read` answered for this text before: the tables that a text names follow from the text alone, and a process reads the same ones every night. */
export async function rememberedInputs(sql: string, read: () => Promise<string[]>): Promise<string[]> {
  const known = remembered.get(sql);
  if (known) return [...known];
  const tables = await read();
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(sql, tables);
  return [...tables];
}

/** The base tables of a serialized statement less the CTE names in scope, `schema.name` in lower case, sorted. */
export function readTables(node: unknown): string[] {
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
