import type { Engine } from '../engine/engine.js';
import { type Cell, rowsOf, type Table } from '../table.js';
import { type AlikeData, alikeSelects } from './data/alike.js';
import { type CurveData, curveSelects } from './data/curve.js';
import { type GridData, gridSelects } from './data/grid.js';
import { type LeavingData, leavingSelects } from './data/leaving.js';
import { type MonthsData, monthsSelects } from './data/months.js';
import { type MovementData, movementSelects } from './data/movement.js';
import { type OverviewData, overviewSelects } from './data/overview.js';
import { type ProductsData, productsSelects } from './data/products.js';
import { type QualityData, qualitySelects } from './data/quality.js';
import { type RetentionData, retentionSelects } from './data/retention.js';
import { type SegmentsData, segmentsSelects } from './data/segments.js';
import { type TogetherData, togetherSelects } from './data/together.js';

const selects = {
  ...overviewSelects,
  ...monthsSelects,
  ...retentionSelects,
  ...segmentsSelects,
  ...alikeSelects,
  ...movementSelects,
  ...gridSelects,
  ...curveSelects,
  ...productsSelects,
  ...togetherSelects,
  ...leavingSelects,
  ...qualitySelects,
} as const;

/** Every table that the page shows, chapter by chapter. */
export interface ReportData
  extends OverviewData,
    MonthsData,
    RetentionData,
    SegmentsData,
    AlikeData,
    MovementData,
    GridData,
    CurveData,
    ProductsData,
    TogetherData,
    LeavingData,
    QualityData {}

/**
 * Reads the tables of schema `report`; the figures of the page are their cells. Tables known to be
 * `empty`, as those of a model that is off, are not asked. Throws QueryError when one is missing.
 */
export async function readReport(engine: Engine, empty: ReadonlySet<string> = new Set()): Promise<ReportData> {
  const read: Record<string, unknown> = {};
  for (const [name, sql] of Object.entries(selects)) {
    read[name] = empty.has(firstTable(sql)) ? [] : plainRows(await engine.query(sql));
  }
  return read as unknown as ReportData;
}

/** Every select above gives no rows where the table that it names first has none. */
function firstTable(sql: string): string {
  return /\bfrom (\w+\.\w+)/.exec(sql)?.[1] ?? '';
}

/** Rows whose numbers are numbers, also decimals of more digits than a page can show. */
function plainRows(table: Table): Record<string, Cell>[] {
  const numeric = table.columns.filter(one => ['bigint', 'decimal', 'double'].includes(one.type.kind));
  const rows = rowsOf(table);
  for (const row of rows) {
    for (const { name } of numeric) if (row[name] !== null) row[name] = Number(row[name]);
  }
  return rows;
}
