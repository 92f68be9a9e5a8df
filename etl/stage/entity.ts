import { identifier, literal } from '../../src/engine/engine.js';
import type { EntityName } from '../../src/project/entities.js';
import { toldColumns } from './first-told.js';
import { fills, judgedRecords, replaces, type StagedMapping } from './mapping.js';
import { byFile, fileParts } from './parts.js';
import { entityNames, type StageProject, valueType } from './resolve.js';
import { recordTable, type StageTable, standingName } from './table.js';
import { sqlType } from './value.js';

/** The tables of an entity: its records with the columns that some mapping fills, and the entity itself, a view that adds the rest, so that an empty column costs nothing. */
export function entityTables(project: StageProject, entity: EntityName, all: StagedMapping[]): StageTable[] {
  const mappings = all.filter(mapping => mapping.entity === entity);
  const sources = mappings.map(mapping => mapping.source);
  const sentence = `One row per accepted record that speaks of ${entity.replaceAll('_', ' ')}`;
  const view = { table: `stage.${entity}`, kind: 'view' as const, sentence: `${sentence}.`, key: [], sources };
  if (mappings.length === 0) return [{ ...view, select: emptySelect(project, entity) }];
  const named = entityNames(project.config, entity).filter(name =>
    mappings.some(mapping => mapping.columns.some(column => column.name === name && fills(column))),
  );
  const filled = mappings.some(hasFlags) ? [...named, '_flags'] : named;
  const records = {
    table: `stage.${entity}_record`,
    kind: 'table' as const,
    sentence: `One row per judged record of ${entity.replaceAll('_', ' ')}, with the columns that are mapped; refused ones are marked.`,
    key: [],
    select: mappings.map(mapping => judgedRecords(mapping, filled)).join('\nunion all\n'),
    sources,
    by: byFile,
    parts: fileParts(mappings),
  };
  return [records, { ...view, select: viewSelect(project, entity, mappings, filled) }];
}

/** Whether a record may break a rule and be accepted all the same. */
function hasFlags({ rules }: StagedMapping): boolean {
  return rules.some(({ action, waived }) => action !== 'reject' || waived !== undefined);
}

function viewSelect(project: StageProject, entity: EntityName, mappings: StagedMapping[], filled: string[]): string {
  const columns = entityNames(project.config, entity).map(name =>
    filled.includes(name)
      ? identifier(name)
      : `cast(null as ${sqlType[valueType(project.config, entity, name)]}) as ${identifier(name)}`,
  );
  const perMapping = (of: (mapping: StagedMapping) => string) => {
    const values = new Set(mappings.map(of));
    if (values.size === 1) return literal([...values][0] as string);
    return `case _mapping ${mappings.map(mapping => `when ${mapping.ordinal} then ${literal(of(mapping))}`).join(' ')} end`;
  };
  return `select
  ${columns.join(',\n  ')},
  ${perMapping(mapping => mapping.source)} as _source,
  ${perMapping(mapping => mapping.system)} as _system,
  _batch,
  _file,
  _row,
  ${toldColumns.join(',\n  ')},
  ${filled.includes('_flags') ? '_flags' : 'cast(null as varchar) as _flags'},
  _mapping
from ${mappings.some(replaces) ? identifier(...standingName(entity).split('.')) : recordTable(entity)}
where not _is_refused`;
}

function emptySelect(project: StageProject, entity: EntityName): string {
  const columns = entityNames(project.config, entity).map(
    name => `cast(null as ${sqlType[valueType(project.config, entity, name)]}) as ${identifier(name)}`,
  );
  const texts = ['_source', '_system', '_batch', '_file', '_told_file', '_told_batch', '_flags'].map(
    name => `cast(null as varchar) as ${name}`,
  );
  const numbers = ['_row', '_mapping'].map(name => `cast(null as integer) as ${name}`);
  return `select ${[...columns, ...texts, ...numbers].join(', ')} where false`;
}
