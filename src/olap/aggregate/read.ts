import { identifier } from '../../engine/engine.js';
import type { Key } from '../axis.js';
import { tableName } from '../catalog.js';
import { conditionSql } from '../condition.js';
import type { Level } from '../cube.js';
import type { BaseColumn, Part } from '../part.js';
import type { Request } from '../request.js';
import { join, raw, type Sql, sql } from '../sql.js';
import { type Aggregate, keptColumns } from './aggregate.js';

/** What a part counts, from an aggregate in the place of the facts: its keys, and values that were counted already. */
export function aggregateSelect(request: Request, part: Part, keys: Key[], { table }: Aggregate): Sql {
  const columns = [...keys.map(({ name }) => own(name)), ...part.columns.map(valueSql)].map(one => raw(one));
  const read = (level: Level) => raw(own(level.name));
  const conditions = request.conditions.map(one => conditionSql(request.cube, one, read));
  const where = conditions.length > 0 ? sql`\n  where ${join(conditions, '\n    and ')}` : '';
  return sql`select ${columns.length > 0 ? columns : raw('1 as "$one"')}\n  from ${tableName(table)} as cell${where}`;
}

/** Values of several parts are put together again. */
function valueSql(column: BaseColumn): string {
  const kept = column.measure.distinct ? keptColumns(column) : [];
  if (kept.length < 2) return own(column.name);
  const [counts = '', ...parts] = kept.map(one => own(one.name)).reverse();
  return `case when ${counts} then (${parts.reverse().join(', ')}) end as ${identifier(column.name)}`;
}

const own = (name: string) => identifier('cell', name);
