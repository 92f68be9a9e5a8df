import { classesOf } from '../../models/classes.js';
import type { Feature, Model } from '../../models/model.js';
import type { Engine } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { notThere } from '../nearest.js';
import type { Column, Table } from '../table.js';

type Fitted = { model: Model; saved: { fitted: object } };

/** What a model is fitted on: the answer of its training, which may know the classes by models fitted before. Throws CliError (usage) where the options name columns that its source has not, or of another kind, or twice. */
export async function trainingTable(
  engine: Pick<Engine, 'query'>,
  model: Model,
  options: object,
  before: readonly Fitted[] = [],
): Promise<Table> {
  const { columns } = await engine.query(`select * from ${model.source} where 1 = 0`);
  const features = model.features(options);
  for (const [at, feature] of features.entries()) {
    if (features.findIndex(one => one.name === feature.name) < at)
      throw new CliError(`${model.name} names ${feature.name} twice`, exitCode.usage, 'name it once');
    expectColumn(model, feature, columns);
  }
  return engine.query(model.training(options, classesOf(before)));
}

function expectColumn({ name: model, source }: Model, { name, unit }: Feature, columns: Column[]): void {
  const found = columns.find(one => one.name === name);
  if (!found) throw absent(`${model}: ${source} has no column ${name}`, name, columns);
  const { kind } = found.type;
  if (counting.includes(unit) && kind === 'text')
    throw new CliError(`${model}: ${name} of ${source} is no number, but words`, exitCode.usage, 'name another column');
  if (unit === 'word' && ['double', 'decimal', 'timestamp'].includes(kind))
    throw new CliError(
      `${model}: ${name} of ${source} is no word, but a ${kind}`,
      exitCode.usage,
      'name another column',
    );
}

/** Units of what is counted or measured. */
const counting = ['count', 'days', 'share', 'reporting currency'];

function absent(what: string, name: string, columns: Column[]): CliError {
  const names = columns.map(column => column.name);
  return notThere(what, name, names, `it has ${names.join(', ')}`);
}
