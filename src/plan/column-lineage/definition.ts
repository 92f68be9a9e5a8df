import { type Engine, identifier } from '../../engine/engine.js';
import { selectTexts } from './select-texts.js';
import { commonTables } from './subselect.js';
import type { SyntaxNode } from './syntax.js';

/** A select under a name: as a tree or as text. */
export type Definition = { name: string; aliases?: string[] } & ({ node: SyntaxNode } | { text: string });

/** The `with` clause of definitions after those of a select's own. Throws QueryError. */
export async function withClause(engine: Engine, root: SyntaxNode, definitions: Definition[]): Promise<string> {
  const own = commonTables(root).map(({ name, aliases, select }) => ({ name, aliases, node: select }));
  const all: Definition[] = [...own, ...definitions];
  const texts = await selectTexts(
    engine,
    all.flatMap(one => ('node' in one ? [one.node] : [])),
  );
  const rendered = all.map(({ name, aliases = [], ...given }) => {
    const columns = aliases.length > 0 ? ` (${aliases.map(alias => identifier(alias)).join(', ')})` : '';
    return `${identifier(name)}${columns} as (\n${'text' in given ? given.text : texts.shift()}\n)`;
  });
  return `with ${rendered.join(',\n')}`;
}
