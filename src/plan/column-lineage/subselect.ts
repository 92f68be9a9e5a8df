import { isNode, type SyntaxNode } from './syntax.js';

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
