import { models } from '../../models/index.js';
import type { LearntTable, Model } from '../../models/model.js';
import { customerSelect, scoreTable, standingSelect } from '../../models/together.js';
import { identifier } from '../engine/engine.js';
import type { Planned } from '../plan/read-sql.js';
import type { ProjectFile } from '../project/schema.js';
import type { ModelFit } from './fit.js';
import { settingsOf } from './model-settings.js';
import { valuesSelect } from './values-select.js';

type ScoredTable = Omit<LearntTable<object>, 'table'> & { table: string };

/**
 * Every table that models score, before they are fitted: without rows, over what they will read. The real selects follow from the fits;
 * a model that the project does not have keeps its tables empty. And the tables over all models.
 */
export function scoredTables(config: ProjectFile): Planned[] {
  const each = models.flatMap(model => {
    const isOn = settingsOf(config, model) !== undefined;
    return tablesOf(model).map(one => planned(one, emptySelect(one.columns, isOn ? inputsOf(model, one) : [])));
  });
  return [...each, ...together(config)];
}

/** Whether there is a model of that name and the project does not have it. */
export function isOff(config: ProjectFile, name: string): boolean {
  return models.some(model => model.name === name && settingsOf(config, model) === undefined);
}

/** The tables whose selects follow from a fit. */
export function learntTables(): string[] {
  return models.flatMap(model => tablesOf(model).map(one => one.table));
}

/** The model whose fit the select of a table follows from. */
export function scoringModel(table: string): Model | undefined {
  return models.find(model => tablesOf(model).some(one => one.table === table));
}

/** Whether a table waits for a fit: its select is not the one that makes it. */
export function isPlaceHolder({ table, origin, shape }: Planned): boolean {
  return origin === 'generated' && shape === undefined && scoringModel(table) !== undefined;
}

/** The selects of the scored tables of fitted models. */
export function scoreSelects(fits: readonly Pick<ModelFit, 'model' | 'saved'>[]): Map<string, string> {
  const selects = fits.flatMap(({ model, saved }) =>
    tablesOf(model).map(one => [one.table, selectOf(one, saved.fitted)] as const),
  );
  return new Map(selects);
}

const together = (config: ProjectFile): Planned[] => [
  {
    table: 'score.standing',
    kind: 'view',
    origin: 'generated',
    sentence: 'One row per model and customer: the score and the class they have now.',
    key: ['model', 'customer_id'],
    select: standingSelect(models, ({ name }) => isOff(config, name)),
  },
  {
    table: 'score.customer',
    kind: 'view',
    origin: 'generated',
    sentence: 'One row per customer whom a model scores: what each model says of them.',
    key: ['customer_id'],
    select: customerSelect(models),
  },
];

function tablesOf(model: Model): ScoredTable[] {
  const { sentence, columns } = model.scores;
  const table = scoreTable(model.name);
  const main = { table, sentence, key: ['customer_id'], columns, reads: [], make: model.score };
  return [main, ...model.tables];
}

function inputsOf({ source }: Model, { reads }: ScoredTable): string[] {
  return [...new Set([source, ...reads])];
}

function selectOf({ make }: ScoredTable, fitted: object): string {
  const made = make(fitted);
  return typeof made === 'string' ? made : valuesSelect(made);
}

function emptySelect(columns: Record<string, string>, inputs: string[]): string {
  const listed = Object.entries(columns).map(([name, type]) => `cast(null as ${type}) as ${identifier(name)}`);
  const from = inputs.length > 0 ? `\nfrom ${inputs.join('\ncross join ')}` : '';
  return `select\n  ${listed.join(',\n  ')}${from}\nwhere false`;
}

function planned({ table, sentence, key }: ScoredTable, select: string): Planned {
  return { table, select, origin: 'generated', sentence, key };
}
