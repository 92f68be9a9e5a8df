import { identifier } from '../src/engine/engine.js';
import type { EntityName } from '../src/project/entities.js';
import { entityNames, type StageProject, valueType } from './stage/resolve.js';
import { sqlType } from './stage/value.js';

/** A dimension with the select that makes it. */
export interface DimensionTable {
  table: string;
  sentence: string;
  key: string[];
  select: string;
}

const dimensions = [
  { entity: 'customer', special: [{ key: -1, name: 'Unknown' }] },
  {
    entity: 'product',
    special: [
      { key: -1, name: 'Unknown' },
      { key: -2, name: 'Not applicable' },
    ],
  },
  {
    entity: 'store',
    special: [
      { key: -1, name: 'Unknown' },
      { key: -2, name: 'Not applicable' },
    ],
  },
  {
    entity: 'channel',
    special: [
      { key: -1, name: 'Unknown' },
      { key: -2, name: 'Not applicable' },
    ],
  },
] as const;

/**
 * The selects of the dimensions whose columns a project decides: the newest record of each member
 * (by event time, file, row), the members that only facts speak of, and the members -1 and -2.
 * One version per member: valid from the beginning, current.
 */
export function dimensionTables(project: StageProject): DimensionTable[] {
  return dimensions.map(({ entity, special }) => ({
    table: `dw.dim_${entity}`,
    sentence: `One row per ${entity}: as the newest record describes it.`,
    key: [`${entity}_key`],
    select: dimensionSelect(project, entity, special),
  }));
}

function dimensionSelect(
  project: StageProject,
  entity: EntityName,
  special: readonly { key: number; name: string }[],
): string {
  const names = entityNames(project.config, entity).filter(name => name !== `${entity}_id` && name !== 'updated_at');
  const described = names.map(name => `newest.${identifier(name)}`);
  const unknown = special.map(({ key, name }) => specialMember(project, entity, names, key, name));
  return `with latest as (
  select _system, ${entity}_id, max(updated_at) as updated_at
  from stage.${entity}
  group by _system, ${entity}_id
),
late as (
  select record.*
  from stage.${entity} as record
  join latest
    on latest._system = record._system
    and latest.${entity}_id = record.${entity}_id
    and latest.updated_at is not distinct from record.updated_at
),
records as (
  select
    link.${entity}_key as member_key,
    record.*,
    row_number() over (
      partition by link.${entity}_key order by record.updated_at desc nulls last, record._source, record._file desc, record._row desc, record._mapping
    ) as newest
  from late as record
  join conform.${entity}_link as link
    on link.source = record._system and link.source_${entity}_id = record.${entity}_id
),
newest as (select * from records where newest = 1),
members as (
  select
    ${entity}_key as member_key,
    min(${entity}_id) as member_id,
    min(source) as source,
    min(source_${entity}_id) as source_id
  from conform.${entity}_link
  group by ${entity}_key
)
select
  members.member_key as ${entity}_key,
  members.member_id as ${entity}_id,
  coalesce(newest._system, members.source) as source,
  members.source_id as source_${entity}_id,
  ${described.join(',\n  ')},
  cast('1800-01-01' as date) as valid_from,
  cast('9999-12-31' as date) as valid_to,
  true as is_current,
  newest.member_key is null as is_inferred,
  newest._batch,
  newest._file,
  newest._row
from members
left join newest on newest.member_key = members.member_key
union all
${unknown.join('\nunion all\n')}`;
}

function specialMember(project: StageProject, entity: EntityName, names: string[], key: number, name: string): string {
  const values = names.map(column =>
    column === 'name' && entity !== 'customer'
      ? `'${name}'`
      : `cast(null as ${sqlType[valueType(project.config, entity, column)]})`,
  );
  const id = key === -1 ? "'(unknown)'" : "'(none)'";
  return `select ${key}, ${id}, '', ${id}, ${values.join(', ')}, cast('1800-01-01' as date), cast('9999-12-31' as date), true, false, cast(null as varchar), cast(null as varchar), cast(null as integer)`;
}
