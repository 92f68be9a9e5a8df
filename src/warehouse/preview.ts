import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatOf } from '../../etl/extract/source-format.js';
import { land } from '../../etl/land.js';
import { isReadAlike } from '../../etl/land-reading.js';
import { latestFiles, type Manifest, readManifests } from '../../etl/manifest.js';
import { fills, judgedRecords, type StagedMapping } from '../../etl/stage/mapping.js';
import { refusedSelect, toldRefusals } from '../../etl/stage/quarantine.js';
import { queriesOf } from '../../etl/stage/queried.js';
import { stage } from '../../etl/stage.js';
import type { DuckDb } from '../engine/duckdb.js';
import { identifier } from '../engine/engine.js';
import type { CliError } from '../errors.js';
import { notThere } from '../nearest.js';
import type { EntityName } from '../project/entities.js';
import { lookedInto } from '../project/looked-into.js';
import type { Mapping, ProjectFile, Source } from '../project/schema.js';
import { type Cell, rowsOf } from '../table.js';
import { decidedOf, landDecisions } from './decided.js';
import { landedViews } from './raw.js';
import { landedOf, openEngine, type Session } from './session.js';

/** A mapping on its first rows. */
export interface Preview {
  columns: string[];
  rows: Record<string, Cell>[];
  refused: Record<string, Cell>[];
  skipped: number;
}

/** The first rows of an entity as its mappings read them and the first that they would refuse. Lands into a temporary folder what was not landed yet. */
export async function preview(session: Session, entity: string, rows = 10): Promise<Preview> {
  const { config } = session.project;
  const names = Object.keys(config.entities) as EntityName[];
  const own = names.find(name => name === entity);
  if (!own) throw unmapped(entity, names);
  const judgedBy = lookedInto(config, own);
  const read = [own, ...judgedBy].flatMap(name => config.entities[name] ?? []);
  const folder = mkdtempSync(join(tmpdir(), 'custometry-'));
  const engine = await openEngine(session);
  try {
    const sources = [...read.map(mapping => mapping.source), ...(await queriedSources(engine, config, read))];
    const all = landedOf(session);
    const known = all.manifests.filter(manifest => sources.includes(manifest.source));
    const isKnown = sources.every(source => isLandedAlike(session, known, source));
    const landing = isKnown ? session.state.landing : folder;
    const manifests = isKnown ? known : await landAside(session, engine, sources, folder);
    const views = landedViews(landing, manifests);
    for (const view of views.tables) await engine.land(view.table, view.files, view.condition);
    const decided = decidedOf(session.state, all);
    await landDecisions(engine, session.state, decided.unlanded);
    const project = { ...session.project, config: only(session, [own, ...judgedBy]) };
    const { tables, mappings } = await stage(engine, project, views.deliveries, decided);
    for (const name of judgedBy)
      for (const { table, select } of tables)
        if (table === `stage.${name}_record` || table === `stage.${name}`) await engine.replace(table, select);
    return await look(
      engine,
      mappings.filter(mapping => mapping.entity === own),
      rows,
    );
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sources whose records queries within expressions look into. */
async function queriedSources(engine: DuckDb, config: ProjectFile, mappings: Mapping[]): Promise<string[]> {
  const queries = await Promise.all(mappings.map(mapping => queriesOf(engine, mapping)));
  const queried = new Set(queries.flat().flatMap(({ tables }) => tables));
  return Object.keys(config.sources).filter(name => queried.has(`raw.${name}`));
}

/** Whether there is something of a source, all of it read as the source says now. */
function isLandedAlike({ project }: Session, manifests: Manifest[], name: string): boolean {
  const source = project.config.sources[name] as Source;
  const files = [...latestFiles(manifests.filter(manifest => manifest.source === name)).values()];
  return files.length > 0 && files.every(({ file }) => isReadAlike(file, formatOf(name, source), source));
}

function only({ project: { config } }: Session, entities: string[]) {
  const some = Object.fromEntries(Object.entries(config.entities).filter(([name]) => entities.includes(name)));
  return { ...config, entities: some, tables: {} };
}

async function landAside(
  { project, now, options }: Session,
  engine: DuckDb,
  names: string[],
  landing: string,
): Promise<Manifest[]> {
  const sources = Object.fromEntries(Object.entries(project.config.sources).filter(([name]) => names.includes(name)));
  await land({ engine, sources, projectDir: project.dir, landing, now, signal: options.signal });
  return readManifests(landing);
}

async function look(engine: DuckDb, mappings: StagedMapping[], rows: number): Promise<Preview> {
  const shown: Preview = { columns: [], rows: [], refused: [], skipped: 0 };
  for (const mapping of mappings) {
    const names = mapping.columns.filter(fills).map(column => column.name);
    shown.columns = [...new Set([...shown.columns, ...names])];
    const listed = names.map(name => identifier(name)).join(', ');
    const accepted = `select ${listed} from (${judgedRecords(mapping, names)}) as judged where not _is_refused order by _file, _row limit ${rows}`;
    shown.rows.push(...rowsOf(await engine.query(accepted)));
    const refused = toldRefusals([refusedSelect(mapping, [], `(${judgedRecords(mapping, [])})`)]);
    const told = `select file, "row", rule, column_name, value, message from (${refused}) as refused order by file, "row" limit ${rows}`;
    shown.refused.push(...rowsOf(await engine.query(told)));
    const skip = `select count(*) as n from ${identifier('raw', mapping.source)} where not coalesce((${mapping.where ?? 'true'}\n), false)`;
    shown.skipped += Number(rowsOf(await engine.query(skip))[0]?.n);
  }
  return shown;
}

function unmapped(entity: string, mapped: string[]): CliError {
  const known = `mapped are ${mapped.join(', ') || 'none'}`;
  return notThere(`the project maps no entity ${entity}`, entity, mapped, known);
}
