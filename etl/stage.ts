import type { Engine } from '../src/engine/engine.js';
import { type EntityName, entities } from '../src/project/entities.js';
import { rowsOf } from '../src/table.js';
import type { Manifest } from './manifest.js';
import { accountSelect, type Delivery } from './stage/account.js';
import { batchTable } from './stage/batch.js';
import { entityTables } from './stage/entity.js';
import { formatSelect } from './stage/format.js';
import { rawTable, type StagedMapping } from './stage/mapping.js';
import { quarantineTable } from './stage/quarantine.js';
import { type LandedColumn, resolveMapping, type StageProject } from './stage/resolve.js';
import type { StageTable } from './stage/table.js';
import { takenMappings, takenTable } from './stage/taken.js';
import { type Waiver, withWaivers } from './stage/waiver.js';

/** Everything the stage makes, and the mappings behind it (for counting rules, previews and limits). */
export interface Stage {
  tables: StageTable[];
  mappings: StagedMapping[];
}

/** What was decided about refused records: rules waived, and whether any record was settled. */
export interface Decided {
  waivers: Waiver[];
  isSettled: boolean;
}

/**
 * The selects of the stage: each entity and declared table, the quarantine, the account and the tally of formats.
 * `deliveries` says what each source delivered, batch by batch; a source without any contributes nothing. Where something was decided
 * about refused records, they read `decisions.quarantine`.
 * Throws CliError (3) for expressions that do not fit the landed columns.
 */
export async function stage(
  engine: Engine,
  project: StageProject,
  deliveries: Delivery[],
  manifests: Manifest[],
  decided: Decided = { waivers: [], isSettled: false },
): Promise<Stage> {
  const landed = new Map<string, LandedColumn[]>();
  for (const { source } of deliveries) if (!landed.has(source)) landed.set(source, await landedColumns(engine, source));
  const repeating = new Set(deliveries.filter(delivery => delivery.repeats > 0).map(delivery => delivery.source));
  const resolved = await resolveAll(engine, project, landed, repeating);
  const mapped = resolved.map(mapping => withWaivers(mapping, decided.waivers));
  const taken = takenMappings(project.config, repeating).filter(mapping => landed.has(mapping.source));
  const mappings = [...mapped, ...taken];
  const tables = [
    ...(Object.keys(entities) as EntityName[]).flatMap(entity => entityTables(project, entity, mapped)),
    ...taken.map(mapping => takenTable(project.config, mapping, landed.get(mapping.source) ?? [])),
    batchTable(manifests, project.config.calendar.time_zone),
    quarantineTable(mappings, deliveries, landed, decided.isSettled),
    counted(
      'account',
      'One row per batch and mapping: where each landed record went.',
      accountKey,
      accountSelect(mappings, deliveries),
      mappings,
    ),
    counted('format', formatSentence, ['entity', 'mapping', 'column_name', 'format'], formatSelect(mappings), mappings),
  ];
  return { tables, mappings };
}

const accountKey = ['batch', 'source', 'entity', 'mapping'];
const formatSentence =
  'One row per declared format of a column: how many values it read, and how many of them with day and month swapped too.';

function counted(name: string, sentence: string, key: string[], select: string, mappings: StagedMapping[]): StageTable {
  return {
    table: `stage.${name}`,
    kind: 'table',
    sentence,
    key,
    select,
    sources: mappings.map(mapping => mapping.source),
  };
}

async function landedColumns(engine: Engine, source: string): Promise<LandedColumn[]> {
  const rows = rowsOf(await engine.query(`describe select * from ${rawTable(source)}`));
  return rows.map(row => ({ name: String(row.column_name), type: String(row.column_type) }));
}

async function resolveAll(
  engine: Engine,
  project: StageProject,
  landed: Map<string, LandedColumn[]>,
  repeating: Set<string>,
): Promise<StagedMapping[]> {
  const resolved: StagedMapping[] = [];
  for (const entity of Object.keys(project.config.entities) as EntityName[]) {
    for (const [ordinal, mapping] of (project.config.entities[entity] ?? []).entries()) {
      const columns = landed.get(mapping.source);
      const hasRepeats = repeating.has(mapping.source);
      if (columns) resolved.push(await resolveMapping(engine, project, entity, ordinal, columns, hasRepeats));
    }
  }
  return resolved;
}
