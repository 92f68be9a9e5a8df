import { join } from 'node:path';
import { departureSelect } from '../../etl/conform/departure.js';
import { orderTables } from '../../etl/conform/orders.js';
import { settingSelect } from '../../etl/conform/setting.js';
import { dimensionTables } from '../../etl/history.js';
import { type Stage, stage } from '../../etl/stage.js';
import { models } from '../../models/index.js';
import { allDone } from '../all-done.js';
import type { DuckDb } from '../engine/duckdb.js';
import { CliError, exitCode } from '../errors.js';
import { nearest } from '../nearest.js';
import { type Fingerprint, fingerprints } from '../plan/fingerprint.js';
import { knownInputs } from '../plan/known-inputs.js';
import { type Ordered, order } from '../plan/order.js';
import { overlay, type Planned, readSql } from '../plan/read-sql.js';
import { headerLines } from '../plan/sql-header.js';
import { type StoredTable, storedFingerprints } from '../plan/stored-fingerprints.js';
import { decisionsFingerprint } from '../run/decisions.js';
import { fingerprint } from '../run/fingerprint.js';
import { switchedOffAs } from './cube/aggregate-rows.js';
import { plannedAggregates } from './cube/sources.js';
import { decidedOf, landDecisions } from './decided.js';
import { ourSql } from './our-sql.js';
import { published, publishedSelect } from './published-so-far.js';
import { type LandedViews, landedViews } from './raw.js';
import { isOff, scoredTables } from './scored.js';
import type { Ground } from './session.js';

/** Every table in order, with the fingerprint of what it follows from. The selects of models are place holders until they are fitted. */
export interface Prepared {
  /** What it is all made from. */
  views: LandedViews;
  tables: Ordered[];
  fingerprints: Map<string, Fingerprint>;
  stage: Stage;
  /** What is recorded of the tables that stand. */
  stored?: ReadonlyMap<string, StoredTable>;
}

/**
 * Gives the engine the landed records and the decisions as session views, and plans every table over them; further handles, where
 * there are any, read what is recorded meanwhile. Throws CliError (3).
 */
export async function prepare(engine: DuckDb, ground: Ground, beside?: Promise<DuckDb[]>): Promise<Prepared> {
  const { project, state, asOf, publication } = ground;
  const views = landedViews(state.landing, ground.manifests, ground.later, ground.foreseen);
  const staging = async () => {
    for (const view of views.tables) await engine.land(view.table, view.files, view.condition);
    const decided = decidedOf(state, ground);
    await landDecisions(engine, state, decided.unlanded, publication ? [publication] : []);
    return stage(engine, project, views.deliveries, decided);
  };
  const recorded = async () => storedFingerprints((await beside)?.[0] ?? engine);
  // What is written is read while the engine looks at what was landed.
  const [staged, stored, aggregates, ours, own] = await allDone([
    staging(),
    recorded(),
    plannedAggregates(project),
    ourSql(),
    readSql(join(project.dir, 'sql'), 'project'),
  ]);
  const made: Planned[] = [
    ...staged.tables.map(table => ({ ...table, origin: 'generated' as const })),
    ...dimensionTables(project, staged.mappings, ground).map(table => ({ ...table, origin: 'generated' as const })),
    ...orderTables(project.config).map(table => ({ ...table, origin: 'generated' as const })),
    generated(
      'conform.setting',
      'One row: the settings of the project.',
      ['reporting_currency'],
      settingSelect(project.config, asOf),
    ),
    generated(
      'dw.customer_departure',
      'One row per customer and time for which their master records say that they have left.',
      ['customer_durable_key', 'left_on'],
      departureSelect(project.config),
    ),
    ...scoredTables(project.config),
    ...aggregates,
    ...ours,
  ];
  const overlaid = overlay(made, own);
  checkModels(overlaid);
  const planned = overlaid.map(one => asWanted(one, project.config));
  const decided = ['key', 'quarantine', 'score', 'published', 'publication'].map(kind => `decisions.${kind}`);
  const given = [...views.tables.map(view => view.table), ...decided];
  const known = knownInputs(planned, stored, ownParts(ground, engine));
  const tables = await order(planned, async sql => known.get(sql) ?? engine.inputs(sql), given);
  const prepared = { views, tables, stage: staged, stored, fingerprints: new Map<string, Fingerprint>() };
  return refingerprint(prepared, ground, engine);
}

/** Without its model a table has no rows. Without any of the models that read it, nobody does at night: then it is made on demand. */
function asWanted(one: Planned, config: Ground['project']['config']): Planned {
  if (one.model !== undefined && isOff(config, one.model)) return { ...one, isEmpty: true };
  if (!one.for?.every(name => isOff(config, name))) return one;
  const { by, parts, grows, ...select } = one;
  return { ...select, kind: 'on demand' };
}

/** A model of another name would never be switched off, and its tables would be made as if it were on. */
function checkModels(planned: Planned[]): void {
  const names = models.map(({ name }) => name);
  const faults = planned.flatMap(({ model, for: readers = [], select, file }) => {
    const unknown = (model === undefined ? readers : [model, ...readers]).filter(one => !names.includes(one));
    return unknown.map(one => {
      const line = headerLines(select).findIndex(said => /^(model|for):/.test(said) && said.includes(one)) + 1;
      const meant = nearest(one, names);
      return `${file}:${line}: there is no model ${one}; ${meant ? `did you mean ${meant}?` : `there are ${names.join(', ')}`}`;
    });
  });
  if (faults.length > 0) throw new CliError(faults.join('\n'), exitCode.project);
}

/** The same tables with the selects of fitted models in place; where a project has a table of its own instead, that stays. */
export function withSelects(
  prepared: Prepared,
  selects: ReadonlyMap<string, string>,
  ground: Ground,
  engine: DuckDb,
): Prepared {
  const tables = prepared.tables.map(one => {
    const select = one.origin === 'project' ? undefined : selects.get(one.table);
    return select === undefined ? one : { ...one, select, shape: one.shape ?? one.select };
  });
  return refingerprint({ ...prepared, tables }, ground, engine);
}

function refingerprint(prepared: Prepared, ground: Ground, engine: DuckDb): Prepared {
  const { state } = ground;
  const given = new Map(prepared.views.tables.map(view => [view.table, fingerprint(view.content)]));
  // A number keeps the key it was issued, so the register changes nothing about numbers that stand. Nor does what was published: a history
  // that stands has it, up to the generation that it is made from. What a project makes of them may be anything.
  const own = new Set(prepared.tables.filter(one => one.origin === 'project').flatMap(one => one.inputs));
  for (const [kind, decided] of appended) {
    const table = `decisions.${kind}`;
    given.set(table, own.has(table) ? decisionsFingerprint(state, decided) : 'append-only');
  }
  given.set(published, fingerprint([given.get(published), publishedSelect]));
  given.set('decisions.quarantine', decisionsFingerprint(state, 'quarantine'));
  return { ...prepared, fingerprints: fingerprints(prepared.tables, { ...ownParts(ground, engine), given }) };
}

/** Decisions that are only added to, as SQL sees them, and the kind that they follow from. */
const appended = [
  ['key', 'key'],
  ['score', 'score'],
  ['published', 'score'],
  ['publication', 'score'],
] as const;

/** What a table follows from beside its select and its inputs. */
function ownParts({ state }: Ground, { version }: DuckDb) {
  return { all: [version], extra: switchedOffAs(state) };
}

function generated(table: string, sentence: string, key: string[], select: string): Planned {
  return { table, select, origin: 'generated', sentence, key };
}
