import { nameOf } from '../../plan/column-lineage/name-of.js';
import { selectTexts } from '../../plan/column-lineage/select-texts.js';
import { nodesIn } from '../../plan/column-lineage/syntax.js';
import { columnWay } from '../../plan/column-way.js';
import type { Ground } from './ground.js';

/** What a number means. */
export interface Meaning {
  /** What one row of its table is. */
  sentence: string;
  /** The expression that makes the column. */
  formula: string;
  unit: string | null;
}

/** The sentence of the table, the formula of the column as its select has it, and the unit where its way tells. */
export async function meaningOf(ground: Ground, table: string, column: string, currency: string): Promise<Meaning> {
  return {
    sentence: ground.tables.get(table)?.sentence ?? '',
    formula: await formulaOf(ground, table, column),
    unit: unitOf(ground, table, column, currency),
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

/** Amounts go back to the reporting amounts of the fact; a unit that the name has is taken at its word. */
function unitOf({ sources }: Ground, table: string, column: string, currency: string): string | null {
  const way = columnWay(sources, table, column);
  if (/(^|_)share$/.test(column)) return 'share, 0 to 1';
  if (/_days$/.test(column)) return 'days';
  const steps = way ? [way, ...way.up] : [];
  if (steps.every(step => step.feeds.every(feed => feed.column === '#')) && steps.length > 1) return 'number of rows';
  const isAmount = steps.some(step => step.table.startsWith('dw.fact_') && step.column.endsWith('_reporting'));
  return isAmount ? currency : null;
}
