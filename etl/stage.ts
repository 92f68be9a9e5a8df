import type { Engine } from '../src/engine/engine.js';
import { CliError } from '../src/errors.js';
import { type EntityName, entities } from '../src/project/entities.js';
import { rowsOf } from '../src/table.js';
import { accountSelect } from './stage/account.js';
import { batchTable, type DatedDelivery } from './stage/batch.js';
import { entityTables } from './stage/entity.js';
import { formatSelect, tallied } from './stage/format.js';
import { rawTable } from './stage/landed.js';
import { replaces, type StagedMapping } from './stage/mapping.js';
import { batchParts, formatParts } from './stage/parts.js';
import { quarantineTable } from './stage/quarantine.js';
import { type LandedColumn, resolveMapping, type StageProject } from './stage/resolve.js';
import { withRetries } from './stage/retried.js';
import type { StageTable } from './stage/table.js';
import { takenMappings, takenTable, typedFaults } from './stage/taken.js';
import { type Waiver, withWaivers } from './stage/waiver.js';
import { standingTable } from './standing.js';

/** Everything the stage makes, and the mappings behind it (for counting rules, previews and limits). */
export interface Stage {
  tables: StageTable[];
  mappings: StagedMapping[];
}

/** What was decided about refused records: rules waived, whether any record was settled, and the sources that have records which were mended and landed again. */
export interface Decided {
  waivers: Waiver[];
  isSettled: boolean;
  retried: ReadonlySet<string>;
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
  deliveries: DatedDelivery[],
  decided: Decided = { waivers: [], isSettled: false, retried: new Set() },
): Promise<Stage> {
  const landed = new Map<string, LandedColumn[]>();
  for (const { source } of deliveries) if (!landed.has(source)) landed.set(source, await landedColumns(engine, source));
  const repeating = new Set(deliveries.filter(delivery => delivery.repeats > 0).map(delivery => delivery.source));
  const resolved = await resolveAll(engine, project, landed, repeating);
  const mapped = resolved.map(mapping => withRetries(withWaivers(mapping, decided.waivers), decided.retried));
  const taken = takenMappings(project.config, repeating).filter(mapping => landed.has(mapping.source));
  const mappings = [...mapped, ...taken];
  const tables = [
    ...(Object.keys(entities) as EntityName[]).flatMap(entity => entityTables(project, entity, mapped)),
    ...(mapped.some(replaces) ? [standingTable(mapped.filter(({ entity }) => entity === 'order_line'))] : []),
    ...taken.map(mapping => takenTable(project.config, mapping, landed.get(mapping.source) ?? [])),
    batchTable(deliveries, project.config.calendar.time_zone),
    quarantineTable(mappings, deliveries, landed, decided.isSettled),
    accountTable(mappings),
    formatTable(mappings),
  ];
  return { tables, mappings };
}

function accountTable(mappings: StagedMapping[]): StageTable {
  const staged = mappings.map(({ entity }) => `stage.${entity}`);
  const judged = mappings.some(replaces) ? mappings.filter(({ entity }) => entity === 'order_line') : [];
  return {
    table: 'stage.account',
    kind: 'table',
    sentence: 'One row per batch and mapping: where each landed record went.',
    key: ['batch', 'source', 'entity', 'mapping'],
    select: accountSelect(mappings),
    sources: mappings.map(mapping => mapping.source),
    by: ['source', 'batch'],
    parts: batchParts(mappings, { ours: ['stage.batch', 'stage.quarantine'], staged, judged }),
  };
}

function formatTable(mappings: StagedMapping[]): StageTable {
  return {
    table: 'stage.format',
    kind: 'table',
    sentence:
      'One row per batch and declared format of a column: how many values it read, and how many of them with day and month swapped too.',
    key: ['entity', 'mapping', 'batch', 'column_name', 'format'],
    select: formatSelect(mappings),
    sources: mappings.map(mapping => mapping.source),
    by: ['source', 'batch'],
    parts: formatParts(tallied(mappings)),
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
  const faults: unknown[] = [];
  for (const entity of Object.keys(project.config.entities) as EntityName[]) {
    for (const [ordinal, mapping] of (project.config.entities[entity] ?? []).entries()) {
      const columns = landed.get(mapping.source);
      const hasRepeats = repeating.has(mapping.source);
      if (!columns) continue;
      await resolveMapping(engine, project, entity, ordinal, columns, hasRepeats).then(
        one => resolved.push(one),
        error => faults.push(error),
      );
    }
  }
  faults.push(...typedFaults(project, landed));
  if (faults.length > 0) throw together(faults);
  return resolved;
}

/** What is wrong with the mappings and tables, all at once; anything else that failed goes first and alone. */
function together(faults: unknown[]): unknown {
  const told = faults.filter(fault => fault instanceof CliError);
  const [first] = told;
  if (!first || told.length < faults.length) return faults.find(fault => !(fault instanceof CliError));
  const lines = told.map(fault => fault.message).join('\n');
  return new CliError(lines, first.code, first.hint, { cause: first.cause });
}
