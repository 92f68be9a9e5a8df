import { literal } from '../src/engine/engine.js';
import { toldColumns } from './stage/first-told.js';
import { replaces, type StagedMapping } from './stage/mapping.js';
import { standingParts } from './stage/parts.js';
import { recordTable, type StageTable, standingName } from './stage/table.js';

/**
 * The accepted order lines, less those whose order (or line) a later file of the same source tells again. Files come in the order of
 * their batches, in one batch in that of their names; a mended record is one of the file that it was refused from. Only of what more
 * than one file tells is the order looked at.
 */
export function standingTable(mappings: StagedMapping[]): StageTable {
  const same = (other: string) =>
    ['_source', 'order_id', '_told'].map(name => `${other}.${name} = line.${name}`).join(' and ');
  return {
    table: standingName('order_line'),
    kind: 'table',
    sentence: 'One row per accepted record of an order line that no later file has replaced.',
    key: [],
    select: `with line as (
  select
    line.*,
    ${sourceOf(mappings)} as _source,
    ${toldOf(mappings)} as _told,
    ${toldColumns.join(',\n    ')}
  from ${recordTable('order_line')} as line
  where not line._is_refused
),
retold as (
  select _source, order_id, _told
  from line
  group by _source, order_id, _told
  having min(_batch) <> max(_batch) or min(_file) <> max(_file)
),
files as (
  select distinct line._source, line.order_id, line._told, line._told_batch, line._told_file
  from line
  join retold on ${same('retold')}
),
ranked as (
  select
    *,
    row_number() over (
      partition by _source, order_id, _told order by _told_batch desc, _told_file desc
    ) as recency
  from files
),
latest as (
  select _source, order_id, _told, _told_batch, _told_file
  from ranked
  where recency = 1
)
select line.*
from line
left join latest on ${same('latest')}
where latest._told is null or (latest._told_batch = line._told_batch and latest._told_file = line._told_file)`,
    sources: mappings.map(({ source }) => source),
    by: ['_source', 'order_id'],
    parts: standingParts(mappings),
  };
}

function sourceOf(mappings: StagedMapping[]): string {
  return `case line._mapping ${mappings.map(({ ordinal, source }) => `when ${ordinal} then ${literal(source)}`).join(' ')} end`;
}

/** What of an order a later file takes the place of: all lines alike, or those of a number; null, which is equal to nothing, where of none. */
function toldOf(mappings: StagedMapping[]): string {
  const told = mappings
    .filter(replaces)
    .map(({ ordinal, toldAgain }) => `when ${ordinal} then ${toldAgain === 'replace_line' ? 'line.line_number' : -1}`);
  return `case line._mapping ${told.join(' ')} end`;
}
