import type { StagedMapping } from '../../etl/stage/mapping.js';
import { type ColumnWay, columnWay } from '../plan/column-way.js';
import { shownIn } from '../report/shown-in.js';
import { splitColumn, unknownColumn } from './column-name.js';
import { plannedColumns } from './planned-columns.js';
import { planning } from './reading.js';
import type { Session } from './session.js';

/** A column of a source and how a mapping reads it. */
export interface LandedFeed {
  source: string;
  /** The landed columns; none where the mapping puts a value of its own. */
  columns: string[];
  entity: string;
  column: string;
  /** The expression of the mapping, as the project file has it. */
  expression: string;
}

/** The way of a column, from the columns of the sources to the parts of the report that show it. */
export interface ColumnLineage extends ColumnWay {
  landed: LandedFeed[];
  shownIn: string[];
}

/** The way of `schema.table.column`. Throws CliError (usage) with the nearest name. */
export function columnLineage(session: Session, name: string): Promise<ColumnLineage> {
  return planning(session, async (engine, prepared) => {
    const sources = await plannedColumns(engine, prepared);
    const { table, column } = splitColumn(name);
    const way = columnWay(sources, table, column);
    if (!way) throw unknownColumn(sources, table, column);
    const tables = [table, ...way.down.map(step => step.table)];
    const isShown = [...new Set(tables.flatMap(one => shownIn[one] ?? []))];
    return { ...way, landed: landedFeeds(way, prepared.stage.mappings), shownIn: isShown };
  });
}

function landedFeeds(way: ColumnWay, mappings: StagedMapping[]): LandedFeed[] {
  const steps = [way, ...way.up];
  return mappings.flatMap(mapping =>
    mapping.columns.flatMap(({ name, from, derive, ...given }) => {
      const step = steps.find(one => one.column === name && one.table === `stage.${mapping.entity}_record`);
      const expression = from ?? derive ?? (given.default === undefined ? undefined : JSON.stringify(given.default));
      if (!step || expression === undefined) return [];
      const columns = step.feeds.filter(feed => feed.table === `raw.${mapping.source}`).map(feed => feed.column);
      return [{ source: mapping.source, columns, entity: mapping.entity, column: name, expression }];
    }),
  );
}
