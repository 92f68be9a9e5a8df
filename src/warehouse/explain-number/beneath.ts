import type { Row } from './cell.js';
import { byEvaluation } from './evaluated.js';
import type { Ground } from './ground.js';
import { identityOf } from './identity.js';
import { inputsOf } from './inputs.js';
import { quoted } from './one-row.js';
import { identitySelect, keepPairs } from './pairs.js';
import { byPassedColumns } from './passed.js';
import type { Place } from './place.js';
import { nextRows } from './place.js';

/** The rows beneath a place. */
export interface Beneath extends Place {
  /** Columns worth seeing: those that are followed, and those by which rows are counted. */
  shows: string[];
  /** By columns that pass unchanged, by evaluating the select, or not narrowed down at all. */
  found: 'passed' | 'evaluated' | 'all';
  /** What they add, taken together, can be held against the value. */
  isWhole: boolean;
}

/** The rows of an input that a place rests on; undefined where it rests on none. Throws QueryError. */
export async function beneath(ground: Ground, place: Place, known: Row): Promise<Beneath | undefined> {
  const found = (await byPassedColumns(ground, place)) ?? (await byEvaluation(ground, place, known));
  return found ?? everything(ground, place);
}

/** Nothing narrows it down: any row of the first input may have a part in it. */
async function everything(ground: Ground, place: Place): Promise<Beneath | undefined> {
  const input = inputsOf(ground, place).find(one => identityOf(ground, one.table));
  const identity = input && identityOf(ground, input.table);
  if (!identity) return undefined;
  const { table, column } = input;
  const sql = `select ${identitySelect('below', identity)}, 1 as _c from ${quoted(table)} as below`;
  await keepPairs(ground, place, { sql, table, identity });
  const columns = [column].filter(name => !'#*'.includes(name));
  return { table, columns, shows: columns, rows: nextRows(place), found: 'all', isWhole: false };
}
