import { classesOf } from '../../models/classes.js';
import type { Feature, Model } from '../../models/model.js';
import type { Engine } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { nearest } from '../nearest.js';
import type { Column, Table } from '../table.js';

type Fitted = { model: Model; saved: { fitted: object } };

/** A column that the options of a model name and cannot: what is wrong with it, and what to do. */
export interface ColumnFault {
  column: string;
  message: string;
  hint: string;
  /** The column that was meant, where it is misspelt. */
  nearest?: string;
}

/**
 * What a model is fitted on: the answer of its training, which may know the classes by models fitted before. Where the options name columns
 * that its source has not, or of another kind, or twice, `refuse` throws; by default a CliError (usage).
 */
export async function trainingTable(
  engine: Pick<Engine, 'query'>,
  model: Model,
  options: object,
  before: readonly Fitted[] = [],
  refuse: (faults: ColumnFault[]) => never = refuseFirst(model),
): Promise<Table> {
  const { columns } = await engine.query(`select * from ${model.source} where 1 = 0`);
  const features = model.features(options);
  const faults = features.flatMap((feature, at) => faultOf(model, feature, columns, features.slice(0, at)) ?? []);
  if (faults.length > 0) refuse(faults);
  return engine.query(model.training(options, classesOf(before)));
}

function refuseFirst({ name }: Model): (faults: ColumnFault[]) => never {
  return ([fault]) => {
    throw new CliError(`${name}: ${fault?.message}`, exitCode.usage, fault?.hint);
  };
}

function faultOf(
  { source }: Model,
  { name, unit }: Feature,
  columns: Column[],
  before: Feature[],
): ColumnFault | undefined {
  const fault = (message: string, hint = 'name another column') => ({ column: name, message, hint });
  const earlier = before.find(one => one.name === name);
  if (earlier && isKey(earlier))
    return fault(`${name} of ${source} says whose row it is, which nothing is learnt from`);
  if (earlier) return fault(`${name} is named twice`, 'name it once');
  const found = columns.find(one => one.name === name);
  if (!found) return absent(source, name, columns);
  const { kind } = found.type;
  if (counting.includes(unit) && kind === 'text') return fault(`${name} of ${source} is no number, but words`);
  if (unit === 'word' && ['double', 'decimal', 'timestamp'].includes(kind))
    return fault(`${name} of ${source} is no word, but a ${kind}`);
  return undefined;
}

function isKey({ unit }: Feature): boolean {
  return unit === 'id' || unit === 'date';
}

/** Units of what is counted or measured. */
const counting = ['count', 'days', 'share', 'reporting currency'];

function absent(source: string, column: string, columns: Column[]): ColumnFault {
  const names = columns.map(({ name }) => name);
  const near = nearest(column, names);
  const message = `${source} has no column ${column}`;
  if (near === undefined) return { column, message, hint: `it has ${names.join(', ')}` };
  return { column, message, hint: `did you mean ${near}?`, nearest: near };
}
