import { type Block, blockOf } from './block.js';
import type { Definition } from './definition.js';
import { joinedBack, readAlong } from './emit.js';
import { isGrouping } from './grouping.js';
import { leafColumn, leafFeeds } from './leaf.js';
import { prune } from './prune.js';
import { same } from './same.js';
import type { Scope } from './scope.js';
import { commonTables, subselectOf } from './subselect.js';
import type { SyntaxNode } from './syntax.js';
import { tableName } from './tables-inside.js';

/** What is to be followed through a select. */
interface Question {
  /** Columns of the select; none: its rows. */
  wanted: string[];
  /** What columns of it are known to be, by their names in lower case. */
  known: ReadonlyMap<string, string>;
  /** Names for its columns. */
  names: string[];
}

/** A relation that has the columns of a select and, for each row below that has a part in it, who that is and what it adds. */
export interface Followed {
  name: string;
  /** The table of the rows below, and the columns of it that are followed. */
  table: string;
  columns: string[];
  /** What the rows add, taken together, is the value. */
  isWhole: boolean;
  /** The rows are counted: their columns only say which. */
  isCount: boolean;
  /** A row of the relation without them may be made of several. */
  isGrouped: boolean;
  /** How many pairs of rows are looked at where no key joins them, as expressions. */
  pairs: string[];
}

/** What following works with: the definitions found so far are added to. */
interface Following {
  root: SyntaxNode;
  scope: Scope;
  /** The columns by which a row of a table is known; undefined for a table that is not followed. */
  identityOf: (table: string) => string[] | undefined;
  definitions: Definition[];
}

/** Follows columns of a select to the rows of one table that it reads; undefined where the way cannot be told. */
export function follow(node: SyntaxNode, question: Question, to: Following): Followed | undefined {
  if (node.type === 'SET_OPERATION_NODE') return followUnion(node, question, to);
  if (node.type !== 'SELECT_NODE' || (node !== to.root && commonTables(node).length > 0)) return undefined;
  const block = blockOf(node, to.scope, question.names);
  return block && followBlock(pruned(block, question), question, to);
}

function followBlock(block: Block, { wanted, known }: Question, to: Following): Followed | undefined {
  const asked = block.outputs.filter(output => wanted.some(name => same(name, output.name))).map(output => output.node);
  const feeds = leafFeeds(block, asked, to.scope);
  const byFeeds = [...feeds].sort(([, a], [, b]) => b.length - a.length);
  for (const [at, columns] of [...byFeeds, [0, []] as [number, string[]]]) {
    const leaf = block.leaves[at];
    const below = leaf && reach(leaf.node, { wanted: columns, known: knownBelow(block, at, known), names: [] }, to);
    if (!below) continue;
    const step = { block, at, below, asked, identity: to.identityOf(below.table) ?? [] };
    return isGrouping(block) ? joinedBack(step, to.definitions) : readAlong(step, to.definitions);
  }
  return undefined;
}

/** What a select reads there: a table of the warehouse, or a select again. */
function reach(node: SyntaxNode, question: Question, to: Following): Followed | undefined {
  const names = (node.column_name_alias as string[] | undefined) ?? [];
  if (node.type === 'SUBQUERY') {
    const select = subselectOf(node.subquery);
    return select && follow(select, { ...question, names }, to);
  }
  if (node.type !== 'BASE_TABLE') return undefined;
  const table = tableName(node, to.scope.ctes);
  if (table !== undefined) {
    const isFollowed = to.identityOf(table) !== undefined && names.length === 0;
    return isFollowed ? { ...plain, table, columns: question.wanted } : undefined;
  }
  const common = commonTables(to.root).find(one => same(one.name, String(node.table_name)));
  return common && follow(common.select, { ...question, names: names.length > 0 ? names : common.aliases }, to);
}

const plain = { name: '', isWhole: true, isCount: false, isGrouped: false, pairs: [] };

/** The selects of a union, and of those that are its sides. */
function sidesOf(node: SyntaxNode): SyntaxNode[] {
  const isUnion = node.type === 'SET_OPERATION_NODE' && node.setop_type === 'UNION' && commonTables(node).length === 0;
  return isUnion ? [node.left, node.right].flatMap(side => sidesOf(side as SyntaxNode)) : [node];
}

/** The sides of a union under the names of the first; `except` and the like are not followed. */
function followUnion(node: SyntaxNode, question: Question, to: Following): Followed | undefined {
  if (node.setop_type !== 'UNION') return undefined;
  const own = to.scope.select(node.left as SyntaxNode, to.scope).columns.map(column => column.name);
  const names = own.map((name, at) => question.names[at] ?? name);
  const sides = [node.left, node.right]
    .flatMap(side => sidesOf(side as SyntaxNode))
    .flatMap(side => follow(side, { ...question, names }, to) ?? []);
  const [first] = sides;
  const alike = sides.filter(side => side.table === first?.table);
  if (!first || alike.length < 2) return first;
  const name = `_both${to.definitions.length}`;
  to.definitions.push({ name, text: alike.map(side => `select * from ${side.name}`).join(' union all ') });
  const columns = [...new Set(alike.flatMap(side => side.columns))];
  const made = {
    isWhole: alike.every(side => side.isWhole),
    isGrouped: alike.some(side => side.isGrouped),
    pairs: alike.flatMap(side => side.pairs),
  };
  return { ...first, ...made, name, columns };
}

function pruned(block: Block, { known }: Question): Block {
  if (known.size === 0) return block;
  const below = block.leaves.map((_, at) => knownBelow(block, at, known));
  const lookUp = (parts: string[]) => {
    const found = leafColumn(block, parts);
    return found && below[found.at]?.get(found.column);
  };
  return { ...block, outputs: block.outputs.map(({ name, node }) => ({ name, node: prune(node, lookUp) })) };
}

/** A column that is passed on unchanged is known below as it is above. */
function knownBelow(block: Block, at: number, known: ReadonlyMap<string, string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, node } of block.outputs) {
    const value = known.get(name.toLowerCase());
    const column = node.class === 'COLUMN_REF' ? leafColumn(block, node.column_names as string[]) : undefined;
    if (value !== undefined && column?.at === at) found.set(column.column, value);
  }
  return found;
}
