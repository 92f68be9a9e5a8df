import { allDone } from '../all-done.js';
import type { Engine } from '../engine/engine.js';
import { type Cell, rowsOf, type Table } from '../table.js';
import { alikeData } from './data/alike.js';
import { curveData } from './data/curve.js';
import { gridData } from './data/grid.js';
import { leavingData } from './data/leaving.js';
import { monthsData } from './data/months.js';
import { movementData } from './data/movement.js';
import { overviewData } from './data/overview.js';
import { productsData } from './data/products.js';
import { qualityData } from './data/quality.js';
import { retentionData } from './data/retention.js';
import { segmentsData } from './data/segments.js';
import { togetherData } from './data/together.js';

const all = {
  ...overviewData,
  ...monthsData,
  ...retentionData,
  ...segmentsData,
  ...alikeData,
  ...movementData,
  ...gridData,
  ...curveData,
  ...productsData,
  ...togetherData,
  ...leavingData,
  ...qualityData,
};

/** Every table that the page shows, chapter by chapter. */
export type ReportData = { [Name in keyof typeof all]: NonNullable<(typeof all)[Name]['rows']> };

/**
 * Reads the tables of schema `report`; the figures of the page are their cells. Tables known to be
 * `empty`, as those of a model that is off, are not asked. All are asked at once, before whatever else is asked of the engine later, so
 * that the page is made meanwhile. Throws QueryError when one is missing.
 */
export async function readReport(engine: Engine, empty: ReadonlySet<string> = new Set()): Promise<ReportData> {
  const names = Object.keys(all) as (keyof typeof all)[];
  const asked = names.map(async name => {
    const { sql } = all[name];
    return empty.has(firstTable(sql)) ? [] : plainRows(await engine.query(sql));
  });
  const rows = await allDone(asked);
  return Object.fromEntries(names.map((name, at) => [name, rows[at]])) as unknown as ReportData;
}

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
