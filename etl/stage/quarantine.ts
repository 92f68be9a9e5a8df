import { identifier, literal } from '../../src/engine/engine.js';
import type { Delivery } from './account.js';
import { refusedSelect, type StagedMapping } from './mapping.js';
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
  const byRule = mappings.map(mapping =>
    refusedSelect(
      mapping,
      ownColumns(landed.get(mapping.source) ?? []).map(column => column.name),
      refusedAmong(mapping),
    ),
  );
  const byParser = mappings
    .filter(mapping => deliveries.some(delivery => delivery.source === mapping.source && delivery.refused > 0))
    .map(structuralSelect);
  const selects = [...byRule, ...byParser].filter(select => select !== undefined);
  const texts = ['batch', 'source', 'file', 'entity', 'rule', 'column_name', 'value', 'message', 'failures', 'record'];
  const none = `select ${texts.map(name => `cast(null as varchar) as ${name}`).join(', ')}, cast(null as integer) as "row", cast(null as integer) as mapping where false`;
  return {
    table: 'stage.quarantine',
    kind: 'table',
    sentence:
      'One row per refused record and mapping: the first rule it broke, all of them, the record itself, and whether it is settled.',
    key: [],
    select: withStatus(selects.length > 0 ? selects.join('\nunion all\n') : none, isSettled),
    sources: mappings.map(mapping => mapping.source),
    by: ['source', 'batch', 'file'],
    parts: refusedParts(mappings),
  };
}

/** Which records were refused stands beside the accepted ones already: nothing else is judged again. */
function refusedAmong({ entity, ordinal }: StagedMapping): string {
  return `select _batch, _file, _row from ${recordTable(entity)} where _mapping = ${ordinal} and _is_refused`;
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
  'structure' as rule,
  cast(null as varchar) as column_name,
  cast(null as varchar) as value,
  message,
  json_format(cast(array[${failure}] as json)) as failures,
  json_format(cast(map(array['_raw'], array[raw]) as json)) as record
from ${identifier('raw', `${mapping.source}__refused`)}`;
}
