import { identifier } from '../../src/engine/engine.js';
import { audit, type Told, toldFirst } from './told.js';

/**
 * The records at the first and last time that a mapping and batch gives for a member, and those without one: the newest and oldest of all are
 * among them. Of those that one file gives for one time, an order's lines, only the first can be the oldest and only the last the newest.
 */
export function endsSelect({ dimension, attributes }: Pick<Told, 'dimension' | 'attributes'>): string {
  const id = `${dimension}_id`;
  const values = attributes.filter(({ isFilled }) => isFilled).map(({ name }) => identifier(name));
  const columns = [id, 'updated_at', 'sequence', 'deleted', ...values, '_source', '_mapping', ...toldFirst, ...audit];
  const keys = ['_mapping', '_batch', '_file', id];
  return `with ends as (
  select ${id}, _mapping, _batch, min(updated_at) as first_at, max(updated_at) as last_at
  from stage.${dimension}
  where not coalesce(deleted, false)
  group by ${id}, _mapping, _batch
),
told as (
  select
    ${columns.map(name => `record.${name}`).join(',\n    ')},
    coalesce(record.updated_at = ends.first_at, true) as _is_first,
    coalesce(record.updated_at = ends.last_at, true) as _is_last
  from stage.${dimension} as record
  join ends on ends.${id} = record.${id} and ends._mapping = record._mapping and ends._batch = record._batch
  where not coalesce(record.deleted, false)
    and (record.updated_at is null or record.updated_at = ends.first_at or record.updated_at = ends.last_at)
),
edges as (
  select ${keys.join(', ')}, updated_at, sequence, min(_row) as first_row, max(_row) as last_row
  from told
  group by ${keys.join(', ')}, updated_at, sequence
)
select
  ${columns.map(name => `told.${name}`).join(',\n  ')}
from told
join edges on ${keys.map(name => `edges.${name} = told.${name}`).join(' and ')}
  and edges.updated_at is not distinct from told.updated_at
  and edges.sequence is not distinct from told.sequence
where told._is_first and told._row = edges.first_row or told._is_last and told._row = edges.last_row`;
}
