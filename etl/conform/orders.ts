import { identifier, literal } from '../../src/engine/engine.js';
import type { Planned } from '../../src/plan/read-sql.js';
import { entityColumns } from '../../src/project/entities.js';
import type { Mapping, ProjectFile } from '../../src/project/schema.js';

type OrderTable = Omit<Planned, 'origin'>;

/**
 * `conform.order_header`, what was told last of each order as a whole, and `conform.order_line`, the accepted lines with what they do not
 * say themselves from there: without those whose date nobody has told yet, and those of cancelled orders. Where a project has no headers
 * these are all lines as they are.
 */
export function orderTables({ entities }: ProjectFile): OrderTable[] {
  return [headerTable(entities.order_header ?? []), entities.order_header ? filledTable : plainView];
}

/**
 * Not of which record: where a file is told again whole, lines of headers that say the same are not made anew. Batches are counted by
 * source, so they say nothing of which of two sources spoke later.
 */
function headerTable(mappings: Mapping[]): OrderTable {
  const sources = [...new Set(mappings.map(({ source }) => source))];
  const rank = sources.map((source, index) => `when ${literal(source)} then ${index}`).join(' ');
  return {
    table: 'conform.order_header',
    kind: 'table',
    sentence: 'One row per order of a system that a header tells of: the last record of its number.',
    key: ['source', 'order_id'],
    by: ['source', 'order_id'],
    parts: [{ input: 'stage.order_header', on: ['_system', 'order_id'], via: [] }],
    select: `with ranked as (
  select
    *,
    row_number() over (
      partition by _system, order_id
      order by ${sources.length > 1 ? `case _source ${rank} end desc, ` : ''}_told_batch desc, _told_file desc,
        case when _file <> _told_file then _batch else '' end desc, _row desc, _mapping
    ) as recency
  from stage.order_header
)
select
  _system as source, order_id, ordered_at, shipped_at, customer_id, store_id, channel_id, kind, currency,
  coalesce(cancelled, false) as is_cancelled
from ranked
where recency = 1`,
  };
}

const sentence = 'One row per order line that counts, with what the header of its order says where the line does not.';

/** What a header says of all lines of its order. */
const shared = Object.keys(entityColumns('order_header')).filter(name => name !== 'order_id' && name !== 'cancelled');

const own = Object.keys(entityColumns('order_line'));

const origin = ['_source', '_system', '_batch', '_file', '_row', '_flags', '_mapping'];

const plainView: OrderTable = {
  table: 'conform.order_line',
  kind: 'view',
  sentence,
  key: [],
  select: `select ${[...own, ...origin].map(name => identifier(name)).join(', ')} from stage.order_line`,
};

const filledTable: OrderTable = {
  table: 'conform.order_line',
  kind: 'table',
  sentence,
  key: [],
  by: ['_system', 'order_id'],
  parts: [
    { input: 'stage.order_line', on: ['_system', 'order_id'], via: [] },
    { input: 'conform.order_header', on: ['source', 'order_id'], via: [] },
  ],
  select: `select
  ${[...own.map(filled), ...origin.map(name => `line.${name}`)].join(',\n  ')}
from stage.order_line as line
left join conform.order_header as header on header.source = line._system and header.order_id = line.order_id
where (line.ordered_at is not null or header.ordered_at is not null) and not coalesce(header.is_cancelled, false)`,
};

function filled(name: string): string {
  return shared.includes(name) ? `coalesce(line.${name}, header.${name}) as ${name}` : `line.${name}`;
}
