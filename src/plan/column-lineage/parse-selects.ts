import { type Engine, literal } from '../../engine/engine.js';
import { QueryError } from '../../errors.js';
import { isNode, type SyntaxNode } from './syntax.js';

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

/** Constants of more digits than a number of ours holds, and fractions, which lose their point there, are kept as marked texts. */
const markedNumber = /(?<!\\\\)"value":(-?(?:\d{16,}|\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+))(?=[,}])/g;

function onlySelect(text: string, sql: string): SyntaxNode {
  const answer = JSON.parse(text.replace(markedNumber, '"value":"\\u0000$1"')) as {
    error: boolean;
    error_message?: string;
    statements?: { node: unknown }[];
  };
  if (answer.error) throw new QueryError(answer.error_message ?? 'the text does not parse', sql);
  const [statement, ...more] = answer.statements ?? [];
  if (!isNode(statement?.node) || more.length > 0) throw new QueryError('one select is expected', sql);
  return statement.node;
}
