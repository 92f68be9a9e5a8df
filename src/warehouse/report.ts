import { join } from 'node:path';
import { entityNames } from '../../etl/stage/resolve.js';
import type { Engine } from '../engine/engine.js';
import type { BuiltTable } from '../plan/make-table.js';
import type { PersonalClass } from '../project/entities.js';
import type { ProjectFile } from '../project/schema.js';
import { readyReport } from '../report/report.js';
import { classOf } from './explain-number/audience.js';
import type { ModelFit } from './fit.js';
import type { Session } from './session.js';

/** What a report is made for. */
export interface ReportTask {
  generation: string;
  run: string;
  models: ModelFit[];
  /** A further handle on the same database: what the page shows is read by it while the lists are written. */
  beside?: Engine;
  /** How many rows the tables have. */
  tables: Pick<BuiltTable, 'name' | 'rows'>[];
}

/**
 * Writes the report of a generation to `reports/<generation>`: the lists at once, and the page when it is
 * told the notes; answers the files then.
 */
export async function beginReport(
  engine: Engine,
  { project, state }: Session,
  task: ReportTask,
): Promise<(notes: string[]) => Promise<string[]>> {
  const { generation, run, models, tables, beside } = task;
  const { config } = project;
  const finish = await readyReport(engine, {
    folder: join(state.reports, generation),
    title: config.report.title ?? config.name,
    currency: config.currency,
    generation,
    run,
    audience: config.report.audience,
    personal: personalClasses(config),
    definitions: models.flatMap(figuresOf),
    beside,
    empty: new Set(tables.filter(({ rows }) => rows === 0).map(({ name }) => name)),
  });
  return async notes => (await finish(notes)).map(file => file.path);
}

/** The personal class of every column of the customer. */
function personalClasses(config: ProjectFile): Record<string, PersonalClass> {
  return Object.fromEntries(entityNames(config, 'customer').map(name => [name, classOf(config, 'customer', name)]));
}

/** What the scores of a model mean, and whose fit they are where it was not made anew. */
function figuresOf({ model, saved, kept }: ModelFit) {
  const whose = kept && `Fit: kept; generation ${kept.generation} fitted it, as of ${kept.asOf}.`;
  return [...model.words(saved.fitted).definitions, ...(whose ? [whose] : [])].map(text => {
    const [name = '', ...rest] = text.split(': ');
    return { figure: `${model.title}: ${name}`, formula: rest.join(': '), unit: '', window: '', ties: '' };
  });
}
