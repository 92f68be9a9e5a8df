import { identifier } from '../../engine/engine.js';
import type { Key } from '../axis.js';
import { tableName } from '../catalog.js';
import { conditionSql } from '../condition.js';
import type { Level } from '../cube.js';
import type { Part } from '../part.js';
import type { Request } from '../request.js';
import { join, raw, type Sql, sql } from '../sql.js';
import type { Aggregate } from './aggregate.js';

/** What a part counts, from an aggregate in the place of the facts: its keys, and values that were counted already. */
export function aggregateSelect(request: Request, part: Part, keys: Key[], { table }: Aggregate): Sql {
  const columns = [...keys, ...part.columns].map(({ name }) => raw(own(name)));
  const read = (level: Level) => raw(own(level.name));
  const conditions = request.conditions.map(one => conditionSql(request.cube, one, read));
  const where = conditions.length > 0 ? sql`\n  where ${join(conditions, '\n    and ')}` : '';
  return sql`select ${columns.length > 0 ? columns : raw('1 as "$one"')}\n  from ${tableName(table)} as cell${where}`;
}

const own = (name: string) => identifier('cell', name);
