import { identifier, literal } from '../../src/engine/engine.js';
import { rawTable } from './landed.js';
import { replaces, type StagedMapping } from './mapping.js';
import { recordTable } from './table.js';

/** What one batch of a source delivered, files that were superseded since left out. */
export interface Delivery {
  source: string;
  batch: string;
  /** Records landed. */
  rows: number;
  /** Records that the parser refused. */
  refused: number;
  /** Second and further exact copies within a file. */
  repeats: number;
  /** Records taken out again, because somebody was forgotten; they are in none of the other counts. */
  erased: number;
}

/** One row per batch and mapping: landed, accepted, quarantined, repeats, skipped, each counted on its own road; and how many of the accepted were replaced. */
export function accountSelect(mappings: StagedMapping[]): string {
  const selects = mappings.map(mappingAccount);
  return selects.length > 0 ? selects.join('\nunion all\n') : empty;
}

const empty = `select
  cast(null as varchar) as batch,
  cast(null as varchar) as source,
  cast(null as varchar) as entity,
  cast(null as integer) as mapping,
  ${['landed', 'accepted', 'quarantined', 'repeats', 'skipped', 'exact_repeats', 'erased', 'replaced'].map(name => `cast(null as bigint) as ${name}`).join(', ')}
where false`;

function mappingAccount(mapping: StagedMapping): string {
  const count = (name: string) => `cast(coalesce(${name}.records, 0) as bigint)`;
  const standing = replaces(mapping)
    ? `\nleft join (${standingCount(mapping)}) as standing on standing.batch = delivery.batch`
    : '';
  return `select
  delivery.batch,
  ${literal(mapping.source)} as source,
  ${literal(mapping.entity)} as entity,
  ${mapping.ordinal} as mapping,
  cast(delivery.landed as bigint) as landed,
  ${count('accepted')} as accepted,
  ${count('quarantined')} as quarantined,
  ${count('repeats')} as repeats,
  ${count('skipped')} as skipped,
  cast(delivery.exact_repeats as bigint) as exact_repeats,
  cast(delivery.erased as bigint) as erased,
  ${replaces(mapping) ? `${count('accepted')} - ${count('standing')}` : 'cast(0 as bigint)'} as replaced
from stage.batch as delivery
left join (${acceptedCount(mapping)}) as accepted on accepted.batch = delivery.batch
left join (${quarantinedCount(mapping)}) as quarantined on quarantined.batch = delivery.batch
left join (${repeatsCount(mapping)}) as repeats on repeats.batch = delivery.batch
left join (${skippedCount(mapping)}) as skipped on skipped.batch = delivery.batch${standing}
where delivery.source = ${literal(mapping.source)}`;
}

/** Of a mapping whose records may be replaced, the accepted ones are not those that the entity has. */
function acceptedCount(mapping: StagedMapping): string {
  if (!replaces(mapping)) return standingCount(mapping);
  return `select _batch as batch, count(*) as records from ${recordTable(mapping.entity)} where not _is_refused and _mapping = ${mapping.ordinal} group by _batch`;
}

function standingCount(mapping: StagedMapping): string {
  return `select _batch as batch, count(*) as records from ${identifier('stage', mapping.entity)} where _source = ${literal(mapping.source)} and _mapping = ${mapping.ordinal} group by _batch`;
}

function quarantinedCount(mapping: StagedMapping): string {
  return `select batch, count(*) as records from stage.quarantine where source = ${literal(mapping.source)} and entity = ${literal(mapping.entity)} and mapping = ${mapping.ordinal} group by batch`;
}

function repeatsCount(mapping: StagedMapping): string {
  if (!mapping.dropsRepeats) return none;
  const repeats = identifier('raw', `${mapping.source}__repeats`);
  if (!mapping.where) return `select _batch as batch, count(*) as records from ${repeats} group by _batch`;
  return `select _batch as batch, count(*) as records from ${rawTable(mapping.source)} where (${mapping.where}\n) and (_batch, _file, _row) in (select _batch, _file, _row from ${repeats}) group by _batch`;
}

function skippedCount(mapping: StagedMapping): string {
  if (!mapping.where) return none;
  return `select _batch as batch, count(*) as records from ${rawTable(mapping.source)} where not coalesce((${mapping.where}\n), false) group by _batch`;
}

const none = 'select cast(null as varchar) as batch, cast(0 as bigint) as records where false';
