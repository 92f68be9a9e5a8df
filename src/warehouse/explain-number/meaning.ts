import { identifier } from '../../engine/engine.js';
import { nameOf } from '../../plan/column-lineage/name-of.js';
import { selectTexts } from '../../plan/column-lineage/select-texts.js';
import { nodesIn } from '../../plan/column-lineage/syntax.js';
import { stepsUp } from '../../plan/column-way.js';
import type { Row } from './cell.js';
import type { Ground } from './ground.js';
import { oneRow } from './one-row.js';
import type { Place } from './place.js';

/** What a number means. */
export interface Meaning {
  /** What one row of its table is. */
  sentence: string;
  /** The expression that makes the column. */
  formula: string;
  unit: string | null;
}

/** The sentence of the table, the formula of the column as its select has it, and the unit where the row or the way tells. */
export async function meaningOf(
  ground: Ground,
  { table, columns: [column = ''], rows }: Place,
  row: Row,
  currency: string,
): Promise<Meaning> {
  const { type } = await oneRow(ground.engine, `select typeof(${identifier(column)}) as type from ${rows}`);
  return {
    sentence: ground.tables.get(table)?.sentence ?? '',
    formula: await formulaOf(ground, table, column),
    unit: unitOf(ground, { table, column, type: String(type), said: row.get('unit') }, currency),
  };
}

async function formulaOf({ engine, sources }: Ground, table: string, column: string): Promise<string> {
  const source = sources.get(table);
  const list = nodesIn(source?.tree.select_list);
  const node = list.find(one => one.class !== 'STAR' && nameOf(one) === column);
  const feeds = source?.columns.find(one => one.column === column)?.feeds ?? [];
  const said = feeds.map(feed => `${feed.table}.${feed.column}`).join(', ');
  if (!source || !node) return `made of ${said}`;
  const bare = {
    ...source.tree,
    type: 'SELECT_NODE',
    modifiers: [],
    cte_map: { map: [] },
    from_table: { type: 'EMPTY', alias: '', sample: null, query_location: 0 },
  };
  const cut = { where_clause: null, group_expressions: [], group_sets: [], having: null, qualify: null };
  const [text = ''] = await selectTexts(engine, [{ ...bare, ...cut, select_list: [{ ...node, alias: '' }] }]);
  return text.replace(/^SELECT /, '');
}

/**
 * Amounts go back to the reporting amounts of the fact and are decimals, their means are doubles; so do scores, places and shares, which are
 * none. A unit that the row or the name has is taken at its word.
 */
function unitOf(
  { sources }: Ground,
  { table, column, type, said }: Record<'table' | 'column' | 'type', string> & { said?: string },
  currency: string,
): string | null {
  if (table === 'report.headline' && /_change$/.test(column))
    return said === 'share' ? 'difference of shares' : 'share of the value before';
  if (/(^|_)share$/.test(column)) return share;
  if (/[a-z]_days$/.test(column)) return 'days';
  const steps = stepsUp(sources, table, column);
  if (steps.every(step => step.feeds.every(feed => feed.column === '#')) && steps.length > 1) return 'number of rows';
  const isFromAmounts = steps.some(step => step.table.startsWith('dw.fact_') && step.column.endsWith('_reporting'));
  const isMean = /(amount|revenue)_(mean|deviation|per_customer)$|^average_order_value$/.test(column);
  const isAmount = said !== undefined || isMean || type.startsWith('DECIMAL');
  if (!isFromAmounts || !isAmount) return null;
  return { count: 'count', share }[said ?? ''] ?? currency;
}

const share = 'share, 0 to 1';
