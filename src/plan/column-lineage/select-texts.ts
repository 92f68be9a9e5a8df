import { type Engine, literal } from '../../engine/engine.js';
import { isNode, type SyntaxNode } from './syntax.js';

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

/** As the engine reads trees back. Places in the text mean nothing in another one, and some are numbers that ours cannot hold. */
function written(tree: unknown): string {
  const text = JSON.stringify(tree, (name, value) => (name === 'query_location' ? 0 : withoutComma(value)));
  return text.replace(/"\\u0000(-?[\d.eE+-]+)"/g, '$1');
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
