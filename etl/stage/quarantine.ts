import { identifier, literal } from '../../src/engine/engine.js';
import type { Delivery } from './account.js';
import { rawTable } from './landed.js';
import { rejects, type StagedMapping } from './mapping.js';
import { refusedParts } from './parts.js';
import { type LandedColumn, ownColumns } from './resolve.js';
import { withStatus } from './settled.js';
import { recordTable, type StageTable } from './table.js';

/** The quarantine: what the rules of each mapping refuse, and what the parser refused, once for every mapping of the source. */
export function quarantineTable(
  mappings: StagedMapping[],
  deliveries: Delivery[],
  landed: Map<string, LandedColumn[]>,
  isSettled: boolean,
): StageTable {
  const byRule = mappings.filter(rejects).map(mapping => {
    const columns = ownColumns(landed.get(mapping.source) ?? []).map(column => column.name);
    return refusedSelect(mapping, columns, recordTable(mapping.entity));
  });
  const byParser = mappings
    .filter(mapping => deliveries.some(delivery => delivery.source === mapping.source && delivery.refused > 0))
    .map(structuralSelect);
  const selects = [...byRule, ...byParser];
  const texts = ['batch', 'source', 'file', 'entity', 'rule', 'column_name', 'value', 'message', 'failures', 'record'];
  const none = `select ${texts.map(name => `cast(null as varchar) as ${name}`).join(', ')}, cast(null as integer) as "row", cast(null as integer) as mapping where false`;
  return {
    table: 'stage.quarantine',
    kind: 'table',
    sentence:
      'One row per refused record and mapping: the first rule it broke, all of them, the record itself, and whether it is settled.',
    key: [],
    select: withStatus(selects.length > 0 ? toldRefusals(selects) : none, isSettled),
    sources: mappings.map(mapping => mapping.source),
    by: ['source', 'batch', 'file'],
    parts: refusedParts(mappings),
  };
}

/** What is told of refused records: the first rule that refuses each, all that it broke, and the record as JSON. */
export function toldRefusals(refused: string[]): string {
  const told = ['rule', 'column', 'value', 'message'].map(
    key => `element_at(refusal, '${key}') as ${key === 'column' ? 'column_name' : key}`,
  );
  return `select
  batch,
  source,
  file,
  "row",
  entity,
  mapping,
  ${told.join(',\n  ')},
  json_format(cast(failures as json)) as failures,
  json_format(cast(record as json)) as record
from (
  select *, element_at(filter(failures, x -> element_at(x, 'action') = 'reject'), 1) as refusal
  from (${refused.join('\nunion all\n')}) as refused
) as refused`;
}

/** The refused ones among the judged records of a mapping, each with every rule it broke and what landed. */
export function refusedSelect(mapping: StagedMapping, landedColumns: string[], judged: string): string {
  const record = landedColumns.map(name => `cast(landed.${identifier(name)} as varchar)`).join(', ');
  return `select
  refused._batch as batch,
  ${literal(mapping.source)} as source,
  refused._file as file,
  refused._row as "row",
  ${literal(mapping.entity)} as entity,
  ${mapping.ordinal} as mapping,
  refused._failures as failures,
  map(array[${landedColumns.map(literal).join(', ')}], array[${record}]) as record
from ${judged} as refused
join ${rawTable(mapping.source)} as landed
  on landed._batch = refused._batch and landed._file = refused._file and landed._row = refused._row
where refused._is_refused and refused._mapping = ${mapping.ordinal}`;
}

/** What the parser refused is refused for every mapping of the source. */
function structuralSelect(mapping: StagedMapping): string {
  const failure =
    "map(array['rule', 'column', 'value', 'message', 'action'], array['structure', cast(null as varchar), cast(null as varchar), message, 'reject'])";
  return `select
  _batch as batch,
  ${literal(mapping.source)} as source,
  _file as file,
  cast(record_number as integer) as "row",
  ${literal(mapping.entity)} as entity,
  ${mapping.ordinal} as mapping,
  array[${failure}] as failures,
  map(array['_raw'], array[raw]) as record
from ${identifier('raw', `${mapping.source}__refused`)}`;
}
