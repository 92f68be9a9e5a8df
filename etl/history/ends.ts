import { identifier } from '../../src/engine/engine.js';
import { audit, type Told } from './told.js';

/**
 * The records at the first and last time that a mapping and batch gives for a member, and those without one: the newest and oldest of all are
 * among them. Of those that one file gives for one time, an order's lines, only the first and the last record can be that.
 */
export function endsSelect({ dimension, attributes }: Pick<Told, 'dimension' | 'attributes'>): string {
  const id = `${dimension}_id`;
  const values = attributes.filter(({ isFilled }) => isFilled).map(({ name }) => identifier(name));
  const columns = [id, 'updated_at', 'sequence', 'deleted', ...values, '_source', '_mapping', ...audit];
  const place = '_mapping, _batch, _file';
  const edge = (row: string) => `select ${place}, ${row}(_row) as _row
  from told
  group by ${place}, ${id}, updated_at, sequence`;
  return `with ends as (
  select ${id}, _mapping, _batch, min(updated_at) as first_at, max(updated_at) as last_at
  from stage.${dimension}
  where not coalesce(deleted, false)
  group by ${id}, _mapping, _batch
),
told as (
  select
    ${columns.map(name => `record.${name}`).join(',\n    ')}
  from stage.${dimension} as record
  join ends on ends.${id} = record.${id} and ends._mapping = record._mapping and ends._batch = record._batch
  where not coalesce(record.deleted, false)
    and (record.updated_at is null or record.updated_at = ends.first_at or record.updated_at = ends.last_at)
),
edges as (
  ${edge('min')}
  union
  ${edge('max')}
)
select told.*
from told
join edges on ${['_mapping', '_batch', '_file', '_row'].map(name => `edges.${name} = told.${name}`).join(' and ')}`;
}
