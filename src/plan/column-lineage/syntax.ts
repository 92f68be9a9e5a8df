import { type Engine, literal } from '../../engine/engine.js';
import { QueryError } from '../../errors.js';

/** A piece of a select as DuckDB's `json_serialize_sql` writes it: `type` says which, the other members depend on it. */
export interface SyntaxNode {
  type: string;
  [member: string]: unknown;
}

/** The syntax trees of selects, in their order. Throws QueryError for a text that is not one select. */
export async function parseSelects(engine: Engine, selects: string[]): Promise<SyntaxNode[]> {
  if (selects.length === 0) return [];
  const rows = selects.map((sql, index) => `(${index}, ${literal(sql)})`).join(', ');
  const answer = await engine.query(
    `select json_serialize_sql(sql) from (values ${rows}) as texts (position, sql) order by position`,
  );
  const texts = (answer.columns[0]?.values ?? []) as string[];
  return texts.map((text, index) => onlySelect(text, selects[index] as string));
}

/** The text of a tree. Throws QueryError. */
export async function selectText(engine: Engine, node: SyntaxNode): Promise<string> {
  const [text] = await selectTexts(engine, [node]);
  return text as string;
}

/** The texts of trees, in their order. Throws QueryError. */
export async function selectTexts(engine: Engine, trees: SyntaxNode[]): Promise<string[]> {
  if (trees.length === 0) return [];
  const serialized = trees.map(node => written({ error: false, statements: [{ node }] }));
  const rows = serialized.map((text, index) => `(${index}, ${literal(text)})`).join(', ');
  const answer = await engine.query(
    `select json_deserialize_sql(cast(tree as json)) from (values ${rows}) as trees (position, tree) order by position`,
  );
  return answer.columns[0]?.values as string[];
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

/** The nodes right below one, through whatever objects and lists lie between. */
export function childrenOf(node: object): SyntaxNode[] {
  return Object.values(node).flatMap(below);
}

/** The select inside a `subquery` member. */
export function subselectOf(value: unknown): SyntaxNode | undefined {
  const node = (value as { node?: unknown } | undefined)?.node;
  return isNode(node) ? node : undefined;
}

/** What `with` introduces, in order: its name, the names it gives to columns, its select. */
export function commonTables({ cte_map }: SyntaxNode): { name: string; aliases: string[]; select: SyntaxNode }[] {
  const map = (cte_map as { map?: { key: string; value: { aliases?: string[]; query: unknown } }[] } | undefined)?.map;
  return (map ?? []).flatMap(({ key, value }) => {
    const select = subselectOf(value.query);
    return select ? [{ name: key, aliases: value.aliases ?? [], select }] : [];
  });
}

/** Constants of more digits than a number of ours holds are kept as marked texts. */
const longNumber = /(?<!\\\\)"value":(-?\d{16,})/g;

/** As the engine reads trees back. Places in the text mean nothing in another one, and some are numbers that ours cannot hold. */
function written(tree: unknown): string {
  const text = JSON.stringify(tree, (name, value) => (name === 'query_location' ? 0 : withoutComma(value)));
  return text.replace(/"\\u0000(-?\d+)"/g, '$1');
}

/** The engine writes `cross join` as a comma, which binds less than the joins beside it: `join … on true` does not. */
function withoutComma(value: unknown): unknown {
  if (!isNode(value) || value.type !== 'JOIN' || value.ref_type !== 'CROSS') return value;
  return { ...value, ref_type: 'REGULAR', condition: always };
}

const always = {
  class: 'CONSTANT',
  type: 'VALUE_CONSTANT',
  alias: '',
  query_location: 0,
  value: { type: { id: 'BOOLEAN', type_info: null }, is_null: false, value: true },
};

function below(value: unknown): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(below);
  if (isNode(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(below) : [];
}

function onlySelect(text: string, sql: string): SyntaxNode {
  const answer = JSON.parse(text.replace(longNumber, '"value":"\\u0000$1"')) as {
    error: boolean;
    error_message?: string;
    statements?: { node: unknown }[];
  };
  if (answer.error) throw new QueryError(answer.error_message ?? 'the text does not parse', sql);
  const [statement, ...more] = answer.statements ?? [];
  if (!isNode(statement?.node) || more.length > 0) throw new QueryError('one select is expected', sql);
  return statement.node;
}
