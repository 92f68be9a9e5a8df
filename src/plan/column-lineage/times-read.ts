import { childrenOf } from './children.js';
import { same } from './same.js';
import { commonTables } from './subselect.js';
import type { SyntaxNode } from './syntax.js';
import { tableName } from './tables-inside.js';

type CommonTable = ReturnType<typeof commonTables>[number];

/** In how many places a select reads a table of the warehouse; what `with` introduces counts wherever it is read. */
export function timesRead(node: SyntaxNode, table: string, outside: CommonTable[] = []): number {
  const common = [...outside, ...commonTables(node)];
  if (node.type === 'BASE_TABLE') {
    const at = common.findLastIndex(one => same(one.name, String(node.table_name)));
    const isCommon = tableName(node, { has: () => at >= 0 }) === undefined;
    if (!isCommon) return tableName(node, { has: () => false }) === table ? 1 : 0;
    return timesRead((common[at] as CommonTable).select, table, common.slice(0, at));
  }
  const inside = childrenOf({ ...node, cte_map: null });
  return inside.reduce((sum, child) => sum + timesRead(child, table, common), 0);
}
