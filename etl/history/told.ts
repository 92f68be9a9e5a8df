import { identifier, literal } from '../../src/engine/engine.js';
import type { ProjectFile } from '../../src/project/schema.js';
import type { Attribute } from './attribute.js';

/** What is told of the members of a dimension. */
export interface Told {
  dimension: string;
  /** The table of the records: `stage.<dimension>`, or those of them that count. */
  records: string;
  attributes: Attribute[];
  deletes: ProjectFile['dimensions']['customer']['deletes'];
  /** Sources that deliver everything each time. */
  complete: string[];
}

/** Everything begins here: the first version of a member is valid from it, so that early facts find one. */
export const beginning = "cast('1800-01-01' as timestamp)";
export const end = "cast('9999-12-31' as timestamp)";

/** What tells the members of a dimension apart. */
export const member = 'natural_source, source_id';

/** Where the record that opened a version came from. */
export const audit = ['_system', '_batch', '_file', '_row'];

/** What told a record first: where it is mended, the file that it was refused from. */
export const toldFirst = ['_told_file', '_told_batch'];

/** The order of the records of one effective time and sequence, each among those of the file that told it first. */
export const toldOrder = [...toldFirst, '_batch', '_row', '_mapping'];

/**
 * The steps that say who is spoken of and from when on, one row per record: the effective time is `updated_at`, or else the day on
 * which the batch was landed, of a mended one that in which it was refused.
 */
export function toldSteps({ dimension, records, attributes, deletes, complete }: Told): string[] {
  const values = attributes.filter(({ isFilled }) => isFilled).map(({ name }) => identifier(name));
  const returns = deletes !== 'ignore' && complete.length > 0;
  const said = `said as (
  select
    case when scope.is_per_system then record._system else '' end as natural_source,
    record.${dimension}_id as source_id,
    coalesce(record.updated_at, told.business_at) as effective_at,
    told.business_at,
    batch.landed_at as known_from,
    record.sequence,
    coalesce(record.deleted, false) as _is_deleted,
    record.updated_at is not null as _has_time,
    ${[...toldFirst, ...values, '_source', '_mapping', ...audit].map(name => `record.${name}`).join(',\n    ')}
  from ${records} as record
  join conform.scope as scope on scope.dimension = '${dimension}'
  join stage.batch as batch on batch.source = record._source and batch.batch = record._batch
  join stage.batch as told on told.source = record._source and told.batch = record._told_batch${
    deletes === 'ignore' ? '\n  where not coalesce(record.deleted, false)' : ''
  }
)`;
  const from = returns ? 'returned' : 'said';
  const time = returns
    ? 'case when _returns then greatest(effective_at, business_at) else effective_at end'
    : 'effective_at';
  const told = `told as (
  select
    *,
    ${time} as described_from,
    date_diff('millisecond', ${beginning}, ${time}) as _effective_ms
  from ${from}
)`;
  return returns ? [said, returned(complete), told] : [said, told];
}

/** What a complete extract holds again was not there before that day, whatever its own time says; nor was what it told as deleted without a time. */
function returned(complete: string[]): string {
  return `returned as (
  select
    *,
    not _is_deleted and _source in (${complete.map(literal).join(', ')}) and coalesce(
      lag(_is_deleted and not _has_time) over (partition by ${member}, _mapping order by _batch, _file, _row), false
    ) as _returns
  from said
)`;
}
