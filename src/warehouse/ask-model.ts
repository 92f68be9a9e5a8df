import type { Model, Reason, Words } from '../../models/model.js';
import { scoreTable } from '../../models/together.js';
import { CliError, exitCode } from '../errors.js';
import { type Cell, rowsOf, type Table } from '../table.js';
import { type FitEngine, fittedBy } from './fit-engine.js';
import { lastFit, lastFits } from './last-fits.js';
import { learn } from './learn.js';
import type { MinedTable } from './mine/find.js';
import { selectedTables } from './mine/selected-tables.js';
import { modelNamed } from './model-named.js';
import { type ModelSettings, settingsOf } from './model-settings.js';
import { fitOrWhyNot, type PublishedFit } from './published-fit.js';
import { reading } from './reading.js';
import { refuseColumns } from './refuse-columns.js';
import { type Session, standing } from './session.js';
import { countAsTold, tellUnread } from './tell-unread.js';
import { trainingTable } from './training-table.js';
import { type WhatIf, whatIf } from './what-if.js';

/** A fit on the features that stand now; it is not published. */
export interface FitNow extends Words {
  model: string;
  title: string;
  asOf: string | null;
  refit: ModelSettings['refit'];
  /** The rows that it was fitted on. */
  rows: number;
  metrics: Record<string, number>;
  /** The fit in words. */
  reasons: Reason[];
  /** The fit published last, and how far the features have moved from it, also part by part in words. */
  published: { generation: string; asOf: string | null; drift: number; moved: string[] } | null;
  /** Why that one is not read, where it is of another version of the program. */
  unread?: string;
  fitted: object;
}

/** Who scored what. */
export interface ModelScores {
  model: string;
  columns: string[];
  rows: Record<string, Cell>[];
  /** How many customers are scored; `rows` may be fewer. */
  customers: number;
}

/** Reasons in words: of a fit, or of one customer's score. */
export interface Explained {
  model: string;
  title: string;
  customer: string | null;
  reasons: Reason[];
  /** What the model has learnt from, where it shows that and no customer was asked for. */
  audit?: MinedTable[];
  /** How it would be with other values of some features, where that was asked. */
  whatIf?: WhatIf;
  /** What the numbers mean. */
  definitions: string[];
}

/** Fits a model on the features of the standing generation, and publishes nothing: a run does that. Throws CliError (usage) for a model that is off, and for an engine that it has not. */
export async function fitNow(session: Session, name: string, engine?: FitEngine): Promise<FitNow> {
  const { model: own, settings } = wanted(session, name);
  const model = await fittedBy(own, engine);
  return reading(session, async engine => {
    const others = lastFits(session);
    const features = await trainingTable(
      engine,
      model,
      settings.options,
      others.fits,
      refuseColumns(session.project, model),
    );
    const { fit: last, unread } = fitOrWhyNot(session.state, model);
    if (unread) countAsTold(session, model);
    tellUnread(session, others.unread);
    const fitted = await learn(engine, model, features, settings.options, last);
    return {
      model: model.name,
      title: model.title,
      asOf: standing(session).asOf,
      refit: settings.refit,
      rows: features.rows,
      metrics: model.metrics(fitted),
      reasons: model.explain(fitted),
      published: last ? publishedAt(model, last, features) : null,
      ...(unread !== undefined && { unread }),
      ...model.words(fitted),
      fitted,
    };
  });
}

/** The scores of the standing generation by customer id, the first `limit` of them. */
export async function modelScores(session: Session, name: string, limit?: number): Promise<ModelScores> {
  const { model } = wanted(session, name);
  const table = scoreTable(model.name);
  return reading(session, async engine => {
    const first = limit === undefined ? '' : ` limit ${Math.trunc(limit)}`;
    const rows = await engine.query(`select * from ${table} order by customer_id${first}`);
    const [counted] = rowsOf(await engine.query(`select count(*) as n from ${table}`));
    const columns = rows.columns.map(column => column.name);
    return { model: model.name, columns, rows: rowsOf(rows), customers: Number(counted?.n) };
  });
}

/** Why the model scores as it does, or why a customer scores so, also with other values (`changes`, texts by column). Throws CliError (usage) before the first fit, for a customer without features, and for a value that none can have. */
export async function explainModel(
  session: Session,
  name: string,
  customer?: string,
  changes: Record<string, string> = {},
): Promise<Explained> {
  const { model } = wanted(session, name);
  const { audit } = model;
  const fit = lastFit(session, model);
  if (!fit) throw new CliError(`${name} has not been fitted yet`, exitCode.usage, 'fit it: custometry run');
  const { fitted, features } = fit.saved;
  const isAsked = Object.keys(changes).length > 0;
  if (isAsked && customer === undefined)
    throw new CliError(
      '--what-if is asked of one customer',
      exitCode.usage,
      `name one: custometry explain ${name} 17850`,
    );
  const row = customer === undefined ? undefined : await featuresOf(session, model, customer);
  return {
    model: model.name,
    title: model.title,
    customer: customer ?? null,
    reasons: model.explain(fitted, row),
    ...(audit && !row && { audit: await reading(session, engine => selectedTables(engine, audit)) }),
    ...(isAsked &&
      row && {
        whatIf: await reading(session, engine => {
          const columns = features.map(one => one.name).filter(one => !['customer_id', 'as_of'].includes(one));
          return whatIf(engine, { model, fitted, columns }, row, changes);
        }),
      }),
    definitions: model.words(fitted).definitions,
  };
}

function featuresOf(session: Session, { name, source }: Model, customer: string): Promise<Record<string, Cell>> {
  return reading(session, async engine => {
    const [row] = rowsOf(await engine.query(`select * from ${source} where customer_id = ?`, [customer]));
    if (row) return row;
    const hint = `who is scored: custometry score ${name}; who there is: custometry customer ${customer}`;
    throw new CliError(`${name} knows no customer ${customer}`, exitCode.usage, hint);
  });
}

function wanted({ project }: Session, name: string): { model: Model; settings: ModelSettings } {
  const model = modelNamed(name);
  const settings = settingsOf(project.config, model);
  if (settings) return { model, settings };
  throw new CliError(
    `the project does not score by ${name}`,
    exitCode.usage,
    `switch it on: ${name}: {} in the project file`,
  );
}

function publishedAt(model: Model, { generation, saved }: PublishedFit, features: Table): FitNow['published'] {
  const { asOf, fitted } = saved;
  const moved = model.moved?.(fitted, features) ?? [];
  return { generation, asOf, drift: model.drift(fitted, features), moved };
}
